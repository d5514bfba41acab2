import type { AccountRole } from './session.js';
import { rowsQuery } from './runs.js';

export const AUDIT_GROUPS = {
  session: ['begin', 'refused', 'limited', 'end', 'revoke'],
  password: ['change'],
  access: ['refused'],
  settings: ['save'],
  schedule: ['save'],
  connection: ['check'],
  run: ['start'],
  plan: ['start'],
  'add-on': ['enable', 'disable'],
  cache: ['clear'],
  key: ['rekey'],
  host: ['start', 'stop'],
} as const;

export type AuditGroup = keyof typeof AUDIT_GROUPS;
export type AuditCode = { [Group in AuditGroup]: `${Group}.${(typeof AUDIT_GROUPS)[Group][number]}` }[AuditGroup];
export type AuditOutcome = 'done' | 'refused' | 'failed';
export type AuditSubjectValue = string | number | boolean | null | readonly string[];

export interface AuditEvent {
  readonly id: string;
  readonly at: string;
  readonly who: string | null;
  readonly role: AccountRole | null;
  readonly what: AuditCode;
  readonly outcome: AuditOutcome;
  readonly subject: Readonly<Record<string, AuditSubjectValue>>;
  readonly address: string | null;
  readonly by: 'cookie' | 'token' | 'command-line' | null;
  readonly requestId: string | null;
  readonly count: number;
}

/** As in the address of the page: dates are days in the time zone of the browser, both inclusive. */
export interface AuditFilter {
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
  readonly from: string;
  readonly to: string;
}

/** The page is opened to see what has just happened. */
export const auditQuery = (filter: AuditFilter) => ({
  ...rowsQuery<AuditEvent>(['audit', filter], '/api/audit', parametersOf(filter)),
  staleTime: 0,
});

export function auditDownload(format: 'csv' | 'json', filter: AuditFilter): string {
  const given = Object.entries(parametersOf(filter)).filter(([, value]) => value);
  return `/api/audit.${format}?${new URLSearchParams(given).toString()}`;
}

function parametersOf({ from, to, ...filter }: AuditFilter): Readonly<Record<string, string>> {
  return { ...filter, from: startOfDay(from, 0), to: startOfDay(to, 1) };
}

/** Midnight in the time zone of the browser as an instant; empty if the day is not valid. */
export function startOfDay(day: string, daysLater: number): string {
  const date = new Date(`${day}T00:00`);
  if (Number.isNaN(date.getTime())) return '';
  date.setDate(date.getDate() + daysLater);
  return date.toISOString();
}
