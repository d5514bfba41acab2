import { isUUID } from 'class-validator';

import { SyncError } from '../../../index.js';
import { isPlainText } from '../../dto/is-plain-text.js';
import type { UserOrder } from './user-sort.js';
import type { UserPosition } from './users-sql.js';

/** A cursor belongs to the order of its list. */
export function cursorOf({ isEmpty, value, id }: UserPosition, { sort, order }: UserOrder): string {
  return Buffer.from(JSON.stringify([sort, order, isEmpty, value, id])).toString('base64url');
}

/** Throws `CURSOR_INVALID` if the cursor is damaged or belongs to another order. */
export function positionIn(cursor: string, { sort, order }: UserOrder): UserPosition {
  const [ofSort, ofOrder, isEmpty, value, id] = parsed(cursor);
  const isValid = ofSort === sort && ofOrder === order && typeof isEmpty === 'boolean' && isPlainText(value);
  if (isValid && isUUID(id)) return { isEmpty, value, id: id as string };
  throw new SyncError('CURSOR_INVALID');
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
