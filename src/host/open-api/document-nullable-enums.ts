import type { OpenAPIObject } from '@nestjs/swagger';

/** Adds null to the values of each enum that may be null: in OpenAPI 3.0, `nullable` alone does not allow it. */
export function documentNullableEnums(document: OpenAPIObject): OpenAPIObject {
  return withNull(document) as OpenAPIObject;
}

function withNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNull);
  if (typeof value !== 'object' || value === null) return value;
  const part = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withNull(inner)]));
  const { enum: values, nullable } = part;
  const isMissing = nullable === true && Array.isArray(values) && !values.includes(null);
  return isMissing ? { ...part, enum: [...(values as unknown[]), null] } : part;
}
