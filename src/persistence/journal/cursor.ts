import type { RowsRequest } from '../../contract/runs.js';
import type { Page } from '../../contract/runs.js';
import { cursorInvalid } from '../persistence-errors.js';

/** Where a page ended, by the columns that rows are ordered by. */
export type Position = readonly (string | number)[];

const LARGEST_PAGE = 200;

export function limitOf({ limit = 50 }: RowsRequest): number {
  return Math.min(Math.max(Math.trunc(limit) || 1, 1), LARGEST_PAGE);
}

/** Reads a cursor that came from outside. Throws `CURSOR_INVALID` unless each part is what `shape` asks for. */
export function positionOf(cursor: string | undefined, shape: readonly ((part: unknown) => boolean)[]) {
  if (cursor === undefined) return undefined;
  const parts = parsed(cursor);
  if (!Array.isArray(parts) || parts.length !== shape.length) throw cursorInvalid();
  if (!shape.every((fits, index) => fits(parts[index]))) throw cursorInvalid();
  return parts as Position;
}

/** A time as we write it: what else `Date` reads, years before Christ among them, the database may not. */
export const isTime = (part: unknown): boolean =>
  typeof part === 'string' &&
  /^\d{4}-/.test(part) &&
  !Number.isNaN(Date.parse(part)) &&
  new Date(part).toISOString() === part;
export const isUuid = (part: unknown): part is string =>
  typeof part === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(part);
export const isNumber = (part: unknown): boolean => Number.isInteger(part) && Math.abs(part as number) < 2 ** 31;
export const isBigNumber = (part: unknown): boolean => typeof part === 'string' && /^\d{1,18}$/.test(part);

/** Makes a page of up to `limit` rows from one row more than that. */
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

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
