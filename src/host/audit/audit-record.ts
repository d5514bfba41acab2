import type { AccountRole } from '../database/identity-user.entity.js';
import type { AuditCode, AuditOutcome } from './audit-codes.js';
import { safeText } from './safe-text.js';

/** Who acts, and from where. */
export interface Actor {
  /** The name of an account, or null if it is unknown. */
  readonly who: string | null;
  readonly role: AccountRole | null;
  /** How the actor is authenticated; null for strangers and for the host itself. */
  readonly by: 'cookie' | 'token' | 'command-line' | null;
  readonly address: string | null;
  readonly requestId: string | null;
}

export type SubjectValue = string | number | boolean | null | readonly string[];

/** What an event is about: a job, a run, a list of fields. Never a secret. */
export type AuditSubject = Readonly<Record<string, SubjectValue>>;

/** In the order of reading: the database orders them by the length of their names. */
const SUBJECT_ORDER = [
  'job',
  'dataPool',
  'run',
  'user',
  'addOn',
  'method',
  'path',
  'target',
  'result',
  'ok',
  'code',
  'fields',
  'pinned',
  'unpinned',
  'version',
  'oldVersion',
  'enabled',
  'expression',
  'timeZone',
  'wasEnabled',
  'previous',
  'role',
  'process',
];

/** An event to record. */
export interface AuditRecord {
  readonly actor: Actor;
  readonly what: AuditCode;
  /** @default done */
  readonly outcome?: AuditOutcome;
  /** @default nothing */
  readonly subject?: AuditSubject;
  /** How many events of this kind the record stands for. @default 1 */
  readonly count?: number;
}

/** The host itself. */
export const HOST_ACTOR: Actor = { who: null, role: null, by: null, address: null, requestId: null };

const MAX_TEXT = 300;
const MAX_ITEMS = 100;

/** The values of a row of `audit_event`. Texts are shortened, because parts of them come from requests. */
export function rowOf({ actor, what, outcome = 'done', subject = {}, count = 1 }: AuditRecord) {
  const { who, role, by, address, requestId } = actor;
  return {
    at: new Date(),
    who: who === null ? null : safeText(who, 256),
    role,
    what,
    outcome,
    subject: Object.fromEntries(Object.entries(subject).map(([name, value]) => [name, safeValue(value)])),
    address: address === null ? null : safeText(address, 64),
    by,
    requestId: requestId === null ? null : safeText(requestId, 64),
    count,
  };
}

/** The values of a stored event in the order of reading; further ones follow by name. */
export function orderedSubject(subject: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const rank = (name: string) => (SUBJECT_ORDER.includes(name) ? SUBJECT_ORDER.indexOf(name) : SUBJECT_ORDER.length);
  const names = Object.keys(subject).toSorted((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, subject[name]]));
}

function safeValue(value: SubjectValue): SubjectValue {
  if (typeof value === 'string') return safeText(value, MAX_TEXT);
  if (typeof value !== 'object' || value === null) return value;
  return value.slice(0, MAX_ITEMS).map((item) => safeText(item, MAX_TEXT));
}
