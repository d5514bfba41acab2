import type { Change } from '../../../../src/contract/run-rows.js';
import type { UserRecord } from '../../../../src/contract/users.js';
import { changed, type Field, FIELDS, type Row, type Values } from './mixture-model.js';

/** The values that runs and people have left a user, each with the run or the person who wrote it. */
export type Written = Readonly<Record<Field, { readonly value: string; readonly by: string | undefined }>>;
export const STATES: Readonly<Record<string, string>> = { 1: 'active', 2: 'inactive', 3: 'locked' };

export const address = (name: string, value: string) => `${name}@${value}.example`;

export function inDirectory({
  name,
  title,
  email,
  unit,
}: Readonly<Record<'name' | 'title' | 'email' | 'unit', string>>) {
  return { title, email: address(name, email), unit };
}

export function only(values: Change['after']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(FIELDS.filter((field) => field in values).map((field) => [field, values[field]]));
}

export function pick(values: Values, fields: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(FIELDS.filter((field) => field in fields).map((field) => [field, values[field]]));
}

export function shown(user: UserRecord | undefined): readonly unknown[] {
  return FIELDS.map((field) => user?.fields[field]?.value);
}

/** Notes what a change of a run has written. */
export function note(written: Map<string, Written>, row: Row, runId: string): void {
  const known = written.get(`${row.key}`);
  const isChanged = changed(row);
  const entries = FIELDS.map((field) => [
    field,
    { value: row.after[field], by: field in isChanged ? runId : known?.[field].by },
  ]);
  written.set(`${row.key}`, Object.fromEntries(entries) as Written);
}

/** Notes what a person has written by hand. */
export function noteByHand(written: Map<string, Written>, key: number, values: Partial<Values>, by: string): void {
  const known = written.get(`${key}`);
  const entries = Object.entries(values).map(([field, value]) => [field, { value, by }]);
  written.set(`${key}`, { ...known, ...Object.fromEntries(entries) } as Written);
}
