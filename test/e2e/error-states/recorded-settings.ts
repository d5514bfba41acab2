import { textIn } from '../../../src/i18n/texts.js';
import type { Answers } from '../support/recorded-host.js';
import { anAddOn, JOB, NO_ROWS, NOW } from './recorded-answers.js';

type Part = Readonly<Record<string, unknown>>;

const SETTINGS = {
  job: JOB,
  symbolicName: JOB,
  version: 0,
  settings: { dataPool: 'default' },
  changedAt: null,
  changedBy: null,
  errors: [],
};

const translated = (language: string): unknown =>
  JSON.parse(JSON.stringify(anAddOn.manifest['settings']), (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('i18n:') ? textIn(language, value.slice(5)) : value,
  );

const jobApi = (job: string) => `/api/batch-synchronizations/${job}`;
export const JOB_API = jobApi(JOB);

/** The form of the settings, by which changed settings are named. */
export const settingsFormAnswer = (language: string, job = JOB): Answers[number] => [
  `GET ${jobApi(job)}/settings/schema`,
  { json: translated(language) },
];

/** The requests of the page with the settings. */
export const settingsPage = (language: string, part: object = {}, job = JOB): Answers => [
  ['GET /api/add-ons', { json: [anAddOn] }],
  ['GET /api/data-pools', { json: [aDataPool()] }],
  [`POST ${jobApi(job)}/schedule-preview`, { json: { ok: true, sentence: '-', next: [NOW], warnings: [] } }],
  settingsFormAnswer(language, job),
  [`POST ${jobApi(job)}/settings/comparison`, { json: { version: 0, changes: [] } }],
  [`GET ${jobApi(job)}/guard-figures`, { json: [] }],
  [`GET ${jobApi(job)}/settings`, { json: { ...SETTINGS, ...part } }],
];

export const POOL_API = '/api/data-pools';

/** A data pool, as the list shows it. */
export const aDataPool = (part: Part = {}) => ({
  name: 'default',
  description: '',
  urls: [],
  dialect: 'automatic',
  product: null,
  jobs: [],
  changedAt: NOW,
  ...part,
});

/** The requests of the page of a data pool. */
export const poolPage = (name: string, part: object = {}): Answers => [
  ['GET /api/add-ons', { json: [anAddOn] }],
  [
    `GET ${POOL_API}/${name}`,
    {
      json: {
        ...aDataPool({ name, urls: ['ldap://ldap.example'] }),
        stableIdAttribute: null,
        stableIdSince: null,
        version: 1,
        settings: {},
        changedBy: null,
        errors: [],
        ...part,
      },
    },
  ],
];

/** The requests of the page with the versions of the settings. */
export const historyPage = (language: string): Answers => [
  ['GET /api/add-ons', { json: [anAddOn] }],
  settingsFormAnswer(language),
  [`GET ${JOB_API}/settings/versions`, NO_ROWS],
];
