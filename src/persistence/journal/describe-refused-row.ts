import { storableText } from '../../contract/storable-text.js';
import { beginningOf } from '../../mapping/offending-value.js';
import type { SqlError } from '../database/sql-state.js';

/** The end of a message of class 22: `invalid input syntax for type integer: "abc"`. */
const VALUE_IN_MESSAGE = /:\s*"(.*)"$/s;
/** Of a key in the way, in any language: `Key (email)=(ada@example.org) already exists.` */
const VALUE_IN_DETAIL = /\)=\((.*)\)/s;

/** Why the database refused a row, without the values in its message. */
export function describeRefusedRow(error: SqlError | undefined): Record<string, string> {
  const message = storableText(error?.message ?? 'unknown');
  // Messages of class 22 end with the value: invalid input syntax for type integer: "abc".
  const reason = error?.code.startsWith('22') ? message.replace(/:\s*".*$/s, '') : message;
  const { constraint, column } = error ?? {};
  return { reason: reason.slice(0, 300), ...(constraint ? { constraint } : {}), ...(column ? { column } : {}) };
}

/** The value that the database refused, as a problem keeps it; null if it does not name one. */
export function refusedValue(error: SqlError | undefined): string | null {
  if (!error) return null;
  const { code, message, detail = '' } = error;
  const [, value] = (code.startsWith('22') ? VALUE_IN_MESSAGE.exec(message) : VALUE_IN_DETAIL.exec(detail)) ?? [];
  return value === undefined ? null : beginningOf(value);
}
