import type { DirectoryUser } from '../../mapping/directory-user.js';
import type { EntryProblem } from '../../mapping/mapped.js';
import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import type { StagedColumn } from './staged-table.js';

/** One line of COPY's text format for a mapped user. A value that no text column takes makes it a problem instead. */
export function userLine(n: number, user: DirectoryUser, columns: readonly StagedColumn[]): string {
  let line = `${n}\t${escaped(withoutNul(user.dn))}\t${escaped(withoutNul(user.stableId))}\t\\N\t\\N`;
  for (const { target } of columns) {
    const value = valueOf(user, target);
    if (value?.includes('\0')) return problemLine(n, invalidValue(user, target), columns.length);
    line += value === null || value === undefined ? '\t\\N' : `\t${escaped(value)}`;
  }
  return `${line}\n`;
}

/** One line for an entry that mapping refused: it is part of the read, too. */
export function problemLine(n: number, problem: EntryProblem, columns: number): string {
  const stableId = problem.stableId === null ? '\\N' : escaped(withoutNul(problem.stableId));
  const params = JSON.stringify(problem.params, (_, value: unknown) =>
    typeof value === 'string' ? withoutNul(value).toWellFormed() : value,
  );
  return `${n}\t${escaped(withoutNul(problem.dn))}\t${stableId}\t${problem.code}\t${escaped(params)}${'\t\\N'.repeat(columns)}\n`;
}

function valueOf(user: DirectoryUser, target: StagedColumn['target']): string | null | undefined {
  return target.startsWith(ATTRIBUTES)
    ? user.attributes[target.slice(ATTRIBUTES.length)]
    : user.fields[target as keyof DirectoryUser['fields']];
}

function invalidValue({ dn, stableId }: DirectoryUser, target: string): EntryProblem {
  return { dn, stableId, code: 'VALUE_UNREADABLE', params: { attribute: target, field: target } };
}

/** PostgreSQL's text has no place for NUL. In a DN it is written `\00` (RFC 4514), so this is defence only. */
function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;
}
