import { ERROR_PARAMETERS } from '../../../src/contract/error-parameters.js';
import type { ErrorCode } from '../../../src/contract/error-codes.js';
import type { Run } from '../../../src/contract/run.js';
import { effectOf } from '../../../src/contract/run-effect.js';
import { visibleError } from '../../../src/host/language/visible-error.js';
import { textIn } from '../../../src/i18n/texts.js';
import { contentOf } from '../../unit/repository/repository.js';
import type { Role } from '../support/recorded-app.js';
import type { Answer, Answers } from '../support/recorded-host.js';

export const JOB = 'LDAPAddonBatchSync';
export const NOW = '2026-03-01T02:00:00.000Z';
const manifest = JSON.parse(contentOf('manifest/ldap-addon-batch-sync.json')) as Readonly<Record<string, unknown>>;

const VALUES: Readonly<Record<string, string | number>> = {
  ...Object.fromEntries(['seconds', 'count', 'length', 'limit', 'read', 'sum', 'position'].map((name) => [name, 2])),
  field: 'email',
  symbolicName: JOB,
};

/** A value for each parameter. */
export const paramsFor = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, VALUES[name] ?? `value of ${name}`]));

/** An error of the add-on, as the host answers it. */
export function errorOf(language: string, role: Role, code: ErrorCode, params = paramsFor(ERROR_PARAMETERS[code])) {
  const error = visibleError({ language, role }, code, params);
  return { code, params: {}, message: code, ...error };
}

/** An error of the host. */
export function hostErrorOf(language: string, code: string, more: object = {}) {
  return { code, message: textIn(language, `host:errors.${code}`, VALUES), params: {}, ...more };
}

const PROXY_PAGE = { body: '<h1>Bad Gateway</h1>', type: 'text/html' };

/** What a request can end with, apart from its answer. */
export function failuresFor(language: string, role: Role): Readonly<Record<string, Answer>> {
  const ofHost = (status: number, code: string) => ({ status, json: hostErrorOf(language, code) });
  const ofAddOn = (status: number, code: ErrorCode) => ({ status, json: errorOf(language, role, code) });
  return {
    '400': ofHost(400, 'REQUEST_INVALID'),
    '400 without a message': { status: 400, json: { code: 'CURSOR_INVALID' } },
    '403': ofHost(403, 'NOT_ALLOWED'),
    '404': ofAddOn(404, 'RUN_NOT_FOUND'),
    '409': ofAddOn(409, 'SECRET_UNREADABLE'),
    '429': ofHost(429, 'TOO_MANY_STREAMS'),
    '500': ofAddOn(500, 'UNEXPECTED'),
    '503': ofAddOn(503, 'DATABASE_FULL'),
    'a page of a proxy': { status: 502, ...PROXY_PAGE },
    'a page in place of the answer': { status: 200, ...PROXY_PAGE },
    'a lost connection': 'unreachable',
  };
}

export const COUNTS = {
  read: 0,
  created: 0,
  updated: 0,
  activated: 0,
  unchanged: 0,
  problems: 0,
  inactive: 0,
  incomplete: 0,
  released: 0,
};
export const NO_ROWS: Answer = { json: { items: [], nextCursor: null } };

type Part = Readonly<Record<string, unknown>>;

/** When a run in the given status ended. */
const endOf = ({ status }: Part) => (['queued', 'reading', 'applying'].includes(String(status)) ? null : NOW);

const aBareRun = (part: Part = {}) => ({
  id: 'run',
  job: JOB,
  symbolicName: JOB,
  mode: 'apply',
  trigger: 'schedule',
  startedBy: null,
  status: 'succeeded',
  counts: COUNTS,
  reason: null,
  readReport: null,
  hash: null,
  approval: null,
  cancellation: null,
  decision: null,
  resumption: null,
  withUnsavedSettings: false,
  only: null,
  plan: { next: null, stale: null },
  approverObstacle: null,
  redone: null,
  queuedAt: NOW,
  startedAt: NOW,
  endedAt: endOf(part),
  ...part,
});

export const aRun = (part: Part = {}) => {
  const run = aBareRun(part);
  return { ...run, effect: effectOf(run as unknown as Run) };
};

export const aJob = (part: Part = {}) => ({
  name: JOB,
  symbolicName: JOB,
  processName: manifest['processName'],
  description: manifest['description'],
  isFirst: true,
  dataPool: 'default',
  enabled: true,
  expression: '0 0 2 * * *',
  timeZone: 'Etc/UTC',
  status: null,
  lastRunId: null,
  lastStart: null,
  lastEnd: part['status'] ? endOf(part) : null,
  nextExecution: null,
  lastGoodEnd: null,
  expectedBy: null,
  outcomes: [],
  paused: null,
  waitingPlan: null,
  stalePlan: null,
  changedSections: [],
  settingsErrors: [],
  undecidedSettings: [],
  ...part,
});

export const anAddOn = { manifest, enabled: true };

/** The requests of the page of a run. */
export const runPage = (run: object = aRun(), problems: readonly object[] = []): Answers => [
  ['GET /api/runs/run', { json: run }],
  ['GET /api/runs/run/problems', { json: { items: problems, nextCursor: null } }],
  ['GET /api/runs/run/summary', { json: { kinds: [], fields: [], patterns: [], problems: [] } }],
  ['GET /api/runs/run/changes', NO_ROWS],
  ['GET /api/runs/run/not-seen', NO_ROWS],
  ['GET /api/runs/run/reverts', { json: [] }],
];
