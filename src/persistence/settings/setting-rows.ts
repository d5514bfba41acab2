import type { StoredSetting } from '../../contract/settings-store.js';

/** The columns of a row as text, so that a number of JSON keeps its digits. */
export const WRITTEN = `value::text as value, version, (extract(epoch from changed_at) * 1000)::bigint::text as "changedAt"`;
export const ROW = `"key", changed_by as "changedBy", ${WRITTEN}`;

export interface WrittenRow {
  readonly value: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly changedAt: string;
}

export interface SettingRow extends WrittenRow {
  readonly key: string;
  readonly changedBy: string | null;
}

export function decoded({ value, changedAt }: WrittenRow): Pick<StoredSetting, 'value' | 'changedAt'> {
  return { value: JSON.parse(value), changedAt: new Date(Number(changedAt)) };
}

export function toSetting(row: SettingRow): StoredSetting {
  return { key: row.key, version: row.version, changedBy: row.changedBy, ...decoded(row) };
}
