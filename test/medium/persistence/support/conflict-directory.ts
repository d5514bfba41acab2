import { prepareMapping } from '../../../../src/mapping/map-entry.js';
import type { Mapped, Rejected } from '../../../../src/mapping/directory-user.js';
import type { ModelEntry } from './plan-model.js';

export const TARGETS = ['userName', 'principalName', 'email', 'title'] as const;

/** An entry as the directory holds it; an attribute without a value is null. */
export interface RawEntry {
  readonly unit: string;
  readonly uid: string | null;
  readonly upn: string | null;
  readonly mail: string | null;
  readonly title: string | null;
}

const MAPPING = prepareMapping(
  [
    { attribute: 'uid', field: 'userName', required: true },
    { attribute: 'upn', field: 'principalName', required: false },
    { attribute: 'mail', field: 'email', required: false },
    { attribute: 'title', field: 'title', required: false },
  ],
  { fields: new Set(TARGETS), maxLength: {}, notNull: new Set(['userName']), attributes: false },
);

export const dnOf = (stableId: string, unit: string): string => `cn=${stableId},ou=${unit},dc=example`;
export const unitOf = (dn: string): string => dn.slice(dn.indexOf(',') + 1);

/** What mapping makes of the entry, as in a run. */
export function mapped(stableId: string, { unit, ...values }: RawEntry): Mapped | Rejected {
  const attributes = Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, [value]]]));
  return MAPPING({ stableId, dn: dnOf(stableId, unit), attributes: Object.fromEntries(attributes) as never });
}

/** What is wrong with the entry; undefined if it can be synchronized. */
export function defectOf({ uid }: RawEntry): string | undefined {
  return uid === null ? 'VALUE_MISSING' : undefined;
}

/** Whether the entry is synchronized but for its address. */
export function hasBadMail({ mail }: RawEntry): boolean {
  return mail !== null && !mail.includes('@');
}

export function modelEntry(stableId: string, raw: RawEntry): ModelEntry {
  return {
    stableId,
    dn: dnOf(stableId, raw.unit),
    userName: raw.uid ?? '',
    principalName: raw.upn,
    email: hasBadMail(raw) ? null : raw.mail,
    title: raw.title,
    badge: null,
    employeeNumber: null,
    isRejected: defectOf(raw) !== undefined,
    kept: hasBadMail(raw) ? ['email'] : [],
  };
}
