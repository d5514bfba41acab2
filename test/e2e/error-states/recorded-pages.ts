import type { App } from '../support/app-window.js';
import type { Answer, Answers } from '../support/recorded-host.js';
import { JOB, NO_ROWS, NOW, runPage } from './recorded-answers.js';
import { historyPage, JOB_API, poolPage, settingsPage } from './recorded-settings.js';

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
        ['data-pools', [['GET /api/data-pools', NOTHING]]],
        ['data-pools/default', poolPage('default')],
        ['audit-log', [['GET /api/audit', NO_ROWS]]],
        ['account', [['GET /api/session/list', NOTHING]]],
      ]
    : [
        ['scheduled-jobs', [['GET /api/batch-synchronizations', NOTHING]]],
        [`scheduled-jobs/${JOB}/runs`, [[`GET ${JOB_API}/runs`, NO_ROWS]]],
        ['runs/run', runPage()],
        ['runs/run?tab=problems', runPage()],
        [
          'conflicts',
          [
            [
              'GET /api/conflicts',
              { json: { items: [], nextCursor: null, run: null, totals: [], releasedName: '{value}.former' } },
            ],
          ],
        ],
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

function userPage(): Answers {
  const values = { userName: 'ada', displayName: 'Ada', state: 'active', source: 'LDAP', attributes: {} };
  const user = { id: 'user', ...values, at: null, knownSince: null, fields: {}, links: [], pins: {} };
  return [
    ['GET /api/users/user', { json: user }],
    ['GET /api/users/user/history', NO_ROWS],
  ];
}
