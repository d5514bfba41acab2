import { ERROR_PARAMETERS } from '../../../src/contract/error-parameters.js';
import type { ErrorCode } from '../../../src/contract/error-codes.js';
import type { Run } from '../../../src/contract/run.js';
import { effectOf } from '../../../src/contract/run-effect.js';
import { visibleError } from '../../../src/host/language/visible-error.js';
import { textIn } from '../../../src/i18n/texts.js';
import { contentOf } from '../../unit/repository/repository.js';
import type { App } from '../support/app-window.js';
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
  ...part,
});

export const anAddOn = { manifest, enabled: true };

const SETTINGS = {
  job: JOB,
  symbolicName: JOB,
  version: 0,
  settings: {},
  changedAt: null,
  changedBy: null,
  errors: [],
};

const translated = (language: string): unknown =>
  JSON.parse(JSON.stringify(manifest['settings']), (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('i18n:') ? textIn(language, value.slice(5)) : value,
  );

export const JOB_API = `/api/batch-synchronizations/${JOB}`;

/** The form of the settings, by which changed settings are named. */
export const settingsFormAnswer = (language: string): Answers[number] => [
  `GET ${JOB_API}/settings/schema`,
  { json: translated(language) },
];

/** The requests of the page with the settings. */
export const settingsPage = (language: string, part: object = {}): Answers => [
  ['GET /api/add-ons', { json: [anAddOn] }],
  [`POST ${JOB_API}/schedule-preview`, { json: { ok: true, sentence: '-', next: [NOW], warnings: [] } }],
  settingsFormAnswer(language),
  [`POST ${JOB_API}/settings/comparison`, { json: { version: 0, changes: [] } }],
  [`GET ${JOB_API}/guard-figures`, { json: [] }],
  [`GET ${JOB_API}/settings`, { json: { ...SETTINGS, ...part } }],
];

/** The requests of the page with the versions of the settings. */
export const historyPage = (language: string): Answers => [
  ['GET /api/add-ons', { json: [anAddOn] }],
  settingsFormAnswer(language),
  [`GET ${JOB_API}/settings/versions`, NO_ROWS],
];

const NOTHING: Answer = { json: [] };

/** Every page with its requests, answered with as little as possible. */
export const pagesOf = (app: App, language: string): readonly (readonly [path: string, Answers])[] =>
  app === 'admin'
    ? [
        ['', [['GET /api/batch-synchronizations', NOTHING]]],
        ['add-ons', [['GET /api/add-ons', NOTHING]]],
        ['batch-synchronization', [['GET /api/batch-synchronizations', NOTHING]]],
        [`batch-synchronization/${JOB}`, settingsPage(language)],
        [`batch-synchronization/${JOB}/history`, historyPage(language)],
        ['audit-log', [['GET /api/audit', NO_ROWS]]],
        ['account', [['GET /api/session/list', NOTHING]]],
      ]
    : [
        ['scheduled-jobs', [['GET /api/batch-synchronizations', NOTHING]]],
        [`scheduled-jobs/${JOB}/runs`, [[`GET ${JOB_API}/runs`, NO_ROWS]]],
        ['runs/run', runPage()],
        ['runs/run?tab=problems', runPage()],
        ['users', [['GET /api/users', NO_ROWS]]],
        [
          'users?query=ada',
          [
            ['GET /api/users', NO_ROWS],
            ['GET /api/why', { json: whyAnswer }],
          ],
        ],
        ['users/user', userPage()],
        ['cache', [['GET /api/cache', NOTHING]]],
        ['why?who=ada', [['GET /api/why', { json: whyAnswer }]]],
      ];

/** Someone with an entry that is mapped, for an administrator. */
const whyAnswer = {
  job: JOB,
  who: 'ada',
  asked: ['(uid=ada)'],
  directoryError: null,
  people: [
    {
      verdict: 'FILTER_NOT_MET',
      message: 'The filter is not met.',
      entry: {
        dn: 'uid=ada,dc=example',
        stableId: null,
        isBelowBase: true,
        excludedBy: null,
        meetsFilter: false,
        inactivity: null,
        filter: {
          filter: '(&(uid=*)(mail=*))',
          isMet: false,
          parts: [
            { filter: '(uid=*)', isMet: true, parts: [] },
            { filter: '(mail=*)', isMet: false, parts: [] },
          ],
        },
      },
      mapping: [{ attribute: 'uid', field: 'userName', value: 'ada', problem: null }],
      match: null,
      user: null,
      next: null,
      plan: { runId: 'plan', until: NOW, change: null, refused: [{ field: 'email', cause: 'pinned' }] },
      problems: [],
      findings: [],
      areRunsSearched: true,
    },
  ],
};

/** The requests of the page of a run. */
export const runPage = (run: object = aRun(), problems: readonly object[] = []): Answers => [
  ['GET /api/runs/run', { json: run }],
  ['GET /api/runs/run/problems', { json: { items: problems, nextCursor: null } }],
  ['GET /api/runs/run/summary', { json: { kinds: [], fields: [], patterns: [], problems: [] } }],
  ['GET /api/runs/run/changes', NO_ROWS],
  ['GET /api/runs/run/not-seen', NO_ROWS],
  ['GET /api/runs/run/reverts', { json: [] }],
];

function userPage(): Answers {
  const values = { userName: 'ada', displayName: 'Ada', state: 'active', source: 'LDAP', attributes: {} };
  const user = { id: 'user', ...values, at: null, knownSince: null, fields: {}, links: [], pins: {} };
  return [
    ['GET /api/users/user', { json: user }],
    ['GET /api/users/user/history', NO_ROWS],
  ];
}
