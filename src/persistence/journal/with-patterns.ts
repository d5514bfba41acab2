import type { ChangePattern } from '../../contract/change-patterns.js';
import type { Change } from '../../contract/run-rows.js';
import { valuesByName } from '../../contract/values-by-name.js';
import type { Database } from '../database/database.js';
import { patternSql } from './pattern-sql.js';

interface ChangedValue {
  /** Position of the change. */
  readonly change: number;
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface PatternRow extends Pick<ChangedValue, 'change' | 'name'> {
  readonly pattern: ChangePattern;
}

const PATTERN = `case v.name
  when 'dn' then ${patternSql('dn', 'v.before', 'v.after')}
  when 'state' then ${patternSql('state', 'v.before', 'v.after')}
  when 'source' then ${patternSql('source', 'v.before', 'v.after')}
  else ${patternSql('', 'v.before', 'v.after')} end`;

/** Adds how each changed value changes. The rule is the one by which rows are filtered and counted, so the database says. */
export async function withPatterns<T extends Omit<Change, 'patterns' | 'runId'>>(
  database: Database,
  changes: readonly T[],
): Promise<(T & Pick<Change, 'patterns'>)[]> {
  const values = changes.flatMap(changedValues);
  const found =
    values.length === 0
      ? []
      : await database.query<PatternRow>(
          `select * from (
             select v.change, v.name, ${PATTERN} as pattern
             from jsonb_to_recordset($1::text::jsonb) as v(change int, name text, before text, after text)) p
           where pattern is not null`,
          [JSON.stringify(values)],
        );
  const patterns = changes.map((): Record<string, ChangePattern> => ({}));
  for (const { change, name, pattern } of found) Object.assign(patterns[change] ?? {}, { [name]: pattern });
  return changes.map((change, index) => ({ ...change, patterns: patterns[index] ?? {} }));
}

function changedValues({ kind, ...values }: Pick<Change, 'kind' | 'before' | 'after'>, change: number): ChangedValue[] {
  if (kind === 'create') return [];
  const [before, after] = [valuesByName(values.before), valuesByName(values.after)];
  return Object.keys(after).map((name) => ({ change, name, before: before[name], after: after[name] }));
}
