import type { Page, RowsRequest } from '../../contract/run-rows.js';
import { cursorInvalid } from '../persistence-errors.js';

/** The last row of a page: its values in the columns by which the rows are ordered. */
export type Position = readonly (string | number)[];

const MAX_PAGE_SIZE = 200;

export function limitOf({ limit = 50 }: RowsRequest): number {
  return Math.min(Math.max(Math.trunc(limit) || 1, 1), MAX_PAGE_SIZE);
}

/** Parses a cursor of a request. Throws `CURSOR_INVALID` unless each part passes its check. */
export function positionOf(cursor: string | undefined, checks: readonly ((part: unknown) => boolean)[]) {
  if (cursor === undefined) return undefined;
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== checks.length) throw cursorInvalid();
  if (!checks.every((check, index) => check(parts[index]))) throw cursorInvalid();
  return parts as Position;
}

/** A time in the format of `cursorOf`. `Date` also parses values that the database rejects, such as the year 0 and years BC. */
export const isTime = (part: unknown): boolean =>
  typeof part === 'string' &&
  /^(?!0000)\d{4}-/.test(part) &&
  !Number.isNaN(Date.parse(part)) &&
  new Date(part).toISOString() === part;
export const isUuid = (part: unknown): part is string =>
  typeof part === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(part);
export const isNumber = (part: unknown): boolean =>
  Number.isInteger(part) && (part as number) >= 0 && (part as number) < 2 ** 31;
export const isBigNumber = (part: unknown): boolean => typeof part === 'string' && /^\d{1,18}$/.test(part);

/** Builds a page of at most `limit` rows. The caller reads one row more, to know whether there is a next page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  position: (row: Row) => Position,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(toItem), nextCursor: more ? cursorOf(position(last)) : null };
}

function cursorOf(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
