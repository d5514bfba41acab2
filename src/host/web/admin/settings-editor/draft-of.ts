import type { Draft } from '../../shared/drafts.js';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { schemaAt } from '../../shared/settings-schema/schema-at.js';
import { isSameValue, type SettingsByPath } from '../form/settings-by-path.js';

/** The values that differ from those the form was opened with, without passwords. */
export function draftOf(
  { schema }: Pick<FormDefinition, 'schema'>,
  version: number,
  base: SettingsByPath,
  values: SettingsByPath,
): Draft {
  const isSecret = (path: string) => schemaAt(schema, path).format === 'password';
  const changed = Object.keys(values).filter((path) => !isSameValue(values[path], base[path]));
  return {
    version,
    changedAt: new Date().toISOString(),
    changes: Object.fromEntries(changed.filter((path) => !isSecret(path)).map((path) => [path, values[path] ?? null])),
    withoutSecret: changed.some(isSecret),
  };
}
