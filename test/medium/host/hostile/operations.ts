import type { OpenAPIObject } from '@nestjs/swagger';

import { type BodyLimits, DEFAULT_BODY_LIMITS } from '../../../../src/host/requests/body-limits.decorator.js';
import { NAME, UNKNOWN_ID } from '../fake-names.js';

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly method: string;
  /** With values for its parameters. */
  readonly path: string;
  readonly parameters: readonly string[];
  readonly limits: BodyLimits;
  /** Properties of its body; undefined if it takes none. */
  readonly properties: readonly string[] | undefined;
  toString(): string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

type Schema = { readonly $ref?: string; readonly properties?: object };

export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([template, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = (operation.parameters ?? []) as { in: string; name: string }[];
      const body = operation.requestBody as { content: Record<string, { schema: Schema }> } | undefined;
      const schema = body?.content['application/json']?.schema;
      return {
        method: method.toUpperCase(),
        path: template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'id' ? UNKNOWN_ID : NAME)),
        parameters: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
        limits: (operation as unknown as { 'x-body-limits'?: BodyLimits })['x-body-limits'] ?? DEFAULT_BODY_LIMITS,
        properties: schema && propertiesOf(schema, document),
        toString: () => `${method.toUpperCase()} ${template}`,
      };
    }),
  );
}

function propertiesOf({ $ref = '', properties }: Schema, document: OpenAPIObject): string[] {
  const named = document.components?.schemas?.[$ref.split('/').at(-1) ?? ''] as Schema | undefined;
  return Object.keys(properties ?? named?.properties ?? {});
}
