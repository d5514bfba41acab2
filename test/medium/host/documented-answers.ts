import type { NestExpressApplication } from '@nestjs/platform-express';
import { Ajv, type ValidateFunction } from 'ajv';
import express, { type Request, type Response } from 'express';

import { openApiDocument } from '../../../src/host/open-api/open-api-document.js';

type Schema = Readonly<Record<string, unknown>>;
type Responses = Readonly<
  Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
>;
type Paths = Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;

const REFERENCES = '#/components/schemas/';
const FORMATS = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

const hosts = new WeakMap<object, DocumentedAnswers>();
const { json } = express.response;
express.response.json = function sendJson(this: Response, body: unknown) {
  hosts.get(this.app)?.add(this, body);
  return json.call(this, body);
};

/** Compares all JSON answers of the API of a host with its OpenAPI document. */
export class DocumentedAnswers {
  /** Answers that differ, each with the first difference. */
  private readonly differences = new Set<string>();
  /** Operations with the status of their answers, such as `get /api/users 200`. */
  readonly seen = new Set<string>();
  private readonly paths: Paths;
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv({ strict: false, logger: false, formats: FORMATS });

  constructor(app: NestExpressApplication) {
    const { paths, components } = openApiDocument(app);
    this.paths = paths as Paths;
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      this.ajv.addSchema(closed(schema) as object, `${REFERENCES}${name}`);
    }
    hosts.set(app.getHttpAdapter().getInstance() as object, this);
  }

  add({ req, statusCode }: Response, body: unknown): void {
    if (!req.originalUrl.startsWith('/api/')) return; // health and metrics have formats of their own
    const operation = operationOf(req);
    this.seen.add(`${operation} ${statusCode}`);
    const answer: unknown = JSON.parse(JSON.stringify(body));
    const validate = this.validatorOf(operation, statusCode);
    if (!validate) this.differences.add(`${operation} ${statusCode} is not documented`);
    else if (!validate(answer)) {
      const [{ instancePath, message, params } = {}] = validate.errors ?? [];
      this.differences.add(`${operation} ${statusCode}: ${instancePath} ${message} ${JSON.stringify(params)}`);
    }
  }

  /** Throws if an answer differs. */
  assertAsDocumented(): void {
    if (this.differences.size > 0) throw new Error([...this.differences].join('\n'));
  }

  private validatorOf(operation: string, status: number): ValidateFunction | undefined {
    const key = `${operation} ${status}`;
    const known = this.validators.get(key);
    if (known) return known;
    const [method = '', path = ''] = operation.split(' ');
    const documented = this.paths[path]?.[method]?.responses[status]?.content?.['application/json']?.schema;
    const schema = documented ?? (status >= 400 ? { $ref: `${REFERENCES}ErrorDto` } : undefined);
    const validator = schema && this.ajv.compile(closed(schema) as object);
    if (validator) this.validators.set(key, validator);
    return validator;
  }
}

function operationOf({ method, route }: Request): string {
  const { path = '(no route)' } = (route ?? {}) as { path?: string };
  return `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;
}

/** A schema of OpenAPI 3.0 as JSON Schema, which refuses properties that are not documented. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...schema } = Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === 'example' || name === 'default' ? part : closed(part)]),
  );
  const isClosed = typeof schema['properties'] === 'object' && schema['type'] === 'object';
  const strict = isClosed && !('additionalProperties' in schema) ? { ...schema, additionalProperties: false } : schema;
  return nullable === true ? { anyOf: [{ type: 'null' }, strict] } : strict;
}
