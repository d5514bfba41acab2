import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from './is-record.js';

/** The schema of one setting, by its dotted path. */
export function schemaAt(root: object, path: string): RJSFSchema {
  let current = resolveReference(root, root);
  for (const key of path.split('.')) {
    const properties = isRecord(current['properties']) ? current['properties'] : {};
    current = resolveReference(root, properties[key]);
  }
  return current;
}

/** Follows a `$ref` inside the document. Keywords next to the `$ref` take precedence. */
function resolveReference(root: object, schema: unknown): Record<string, unknown> {
  if (!isRecord(schema)) return {};
  const { $ref: reference, ...siblings } = schema;
  if (typeof reference !== 'string') return schema;
  const target = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), root);
  return { ...resolveReference(root, target), ...siblings };
}
