import { BatchSyncWhy, type GuardFinding, type WhyReport } from '../../../src/index.js';
import { UNKNOWN_ID } from './fake-names.js';

const FINDING: GuardFinding = {
  guard: 'vanishingValues',
  people: 170,
  total: 180,
  limit: { percent: 5, people: 5 },
  usual: null,
  unit: null,
  field: 'email',
  attribute: 'ampMial',
  similar: [],
  problem: null,
};

/** A prepared report about one person. */
export class FakeWhy extends BatchSyncWhy {
  why = async (job: string, who: string): Promise<WhyReport> => {
    const problem = { code: 'VALUE_MISSING', params: { attribute: 'sn', field: 'lastName' } } as const;
    const missing = { ...problem, value: null, isPartial: false };
    const part = { filter: '(title=*)', isMet: false, parts: [] };
    return {
      job,
      who,
      asked: ['dc=secret (|(uid=x))'],
      directoryError: { code: 'LDAP_UNREACHABLE', params: { url: 'ldap://secret' } },
      people: [
        {
          verdict: 'FILTER_NOT_MET',
          entry: {
            dn: 'cn=x',
            stableId: 's',
            isBelowBase: true,
            excludedBy: null,
            filter: { ...part, filter: '(&(title=*))', parts: [part] },
            inactivity: null,
          },
          mapping: [
            { attribute: 'sn', field: 'lastName', value: null, problem: missing },
            { attribute: 'uid', field: 'userName', value: 'x', problem: null },
          ],
          match: { by: 'link', value: 's', users: [{ id: UNKNOWN_ID, userName: 'x' }] },
          next: { kind: null, before: {}, after: {}, problem, fieldProblems: [], namesFreedBy: [] },
          user: {
            id: UNKNOWN_ID,
            userName: 'x',
            matchedBy: 'link',
            at: null,
            knownSince: null,
            fields: { userName: { value: 'x', writtenBy: { runId: UNKNOWN_ID, manual: null, at: new Date(5) } } },
            links: [],
            pins: { userName: { by: null, reason: 'r', since: new Date(5), expiresAt: null } },
          },
          plan: {
            runId: UNKNOWN_ID,
            until: new Date(5),
            change: { kind: 'update', before: {}, after: { title: 't' }, formerStableId: 's', formerDn: 'cn=y' },
            refused: [],
          },
          areRunsSearched: true,
          findings: [{ ...FINDING, runId: UNKNOWN_ID }],
          problems: [{ id: '1', runId: UNKNOWN_ID, dn: 'cn=x', ...missing }],
        },
      ],
    };
  };
}
