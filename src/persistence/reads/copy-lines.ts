import { isStorableText, storableJson, storableText } from '../../contract/storable-text.js';
import type { DirectoryUser, Entry } from '../../mapping/directory-user.js';
import type { EntryProblem } from '../../mapping/directory-user.js';
import { offendingValue } from '../../mapping/offending-value.js';
import { stagedChoices, stagedValue } from './staged-entries.js';
import type { StagedColumn } from './staged-table.js';

/** The `code` of an entry that an active rule excludes: no problem, and nothing is planned for it. */
const INACTIVE = 'INACTIVE';

/** The COPY line of a mapped user. A user with a value that PostgreSQL cannot store as text becomes a problem. */
export function userLine(n: number, user: DirectoryUser, columns: readonly StagedColumn[]): string {
  let line = `${n}\t${escaped(storableText(user.dn))}\t${escaped(storableText(user.stableId))}\t\\N\t\\N\t\\N${keptFields(user, columns)}\t${choicesField(user, columns)}`;
  for (const { target } of columns) {
    const value = stagedValue(user, target);
    if (value && !isStorableText(value)) return problemLine(n, invalidValue(user, target, value), columns.length);
    line += value === null ? '\t\\N' : `\t${escaped(value)}`;
  }
  return `${line}\n`;
}

/** The COPY line of an entry that could not be mapped: it is part of the read as well. */
export function problemLine(n: number, problem: EntryProblem, columns: number): string {
  const stableId = problem.stableId === null ? '\\N' : escaped(storableText(problem.stableId));
  const params = escaped(storableJson(problem.params));
  const value = problem.value == null ? '\\N' : escaped(storableText(problem.value));
  return `${n}\t${escaped(storableText(problem.dn))}\t${stableId}\t${problem.code}\t${params}\t${value}${NO_KEPT_FIELDS}${NO_CHOICES}${'\t\\N'.repeat(columns)}\n`;
}

const NO_KEPT_FIELDS = '\t\\N\t\\N';
const NO_CHOICES = '\t\\N';

function choicesField(user: DirectoryUser, columns: readonly StagedColumn[]): string {
  const choices = stagedChoices(user, columns);
  return choices === null ? '\\N' : escaped(choices);
}

function keptFields({ kept, skipped = [] }: DirectoryUser, columns: readonly StagedColumn[]): string {
  if (!kept) return NO_KEPT_FIELDS;
  const numbers = columns.flatMap(({ target }, index) => (kept.includes(target) ? [index] : []));
  return `\t{${numbers.join(',')}}\t${skipped.length > 0 ? escaped(storableJson(skipped)) : '\\N'}`;
}

/** The COPY line of an entry that is not active. */
export function inactiveLine(n: number, { dn, stableId }: Pick<Entry, 'dn' | 'stableId'>, columns: number): string {
  const id = stableId === undefined ? '\\N' : escaped(storableText(stableId));
  return `${n}\t${escaped(storableText(dn))}\t${id}\t${INACTIVE}\t\\N\t\\N${NO_KEPT_FIELDS}${NO_CHOICES}${'\t\\N'.repeat(columns)}\n`;
}

function invalidValue({ dn, stableId }: DirectoryUser, target: StagedColumn['target'], value: string): EntryProblem {
  const names = { attribute: target, field: target };
  return { dn, stableId, code: 'VALUE_UNREADABLE', params: names, value: offendingValue(value, names) };
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;
}
