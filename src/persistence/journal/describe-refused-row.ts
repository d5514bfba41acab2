import { storableText } from '../../contract/storable-text.js';
import type { SqlError } from '../database/sql-state.js';

/** Why the database refused a row, without the values in its message. */
export function describeRefusedRow(error: SqlError | undefined): Record<string, string> {
  const message = storableText(error?.message ?? 'unknown');
  // Messages of class 22 end with the value: invalid input syntax for type integer: "abc".
  const reason = error?.code.startsWith('22') ? message.replace(/:\s*".*$/s, '') : message;
  const { constraint, column } = error ?? {};
  return { reason: reason.slice(0, 300), ...(constraint ? { constraint } : {}), ...(column ? { column } : {}) };
}
