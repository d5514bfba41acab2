import {
  BatchSyncPreview,
  type PersonPreview,
  type PreviewedRow,
  type RowTrial,
  type TriedRow,
} from '../../../src/index.js';

const ROW: PreviewedRow = {
  attribute: 'mail',
  field: 'email',
  value: null,
  problem: { code: 'VALUE_INVALID', params: { attribute: 'mail', field: 'email' }, value: 'x', isPartial: true },
  isRequired: false,
  isSecret: false,
  inputs: [{ attribute: 'mail', values: [{ text: 'x', bytes: null, problem: null }], count: 1 }],
  stages: [
    { stage: 'source', step: null, conversion: null, values: [{ text: 'x', bytes: 2, problem: null }], count: 1 },
    { stage: 'step', step: 1, conversion: 'trim', values: [], count: 0 },
  ],
  tried: [
    {
      text: 'x',
      bytes: null,
      problem: { code: 'VALUE_INVALID', params: { attribute: 'mail', field: 'email' } },
    },
  ],
  outcome: 'kept',
};

/** A prepared preview. */
export class FakePreview extends BatchSyncPreview {
  person = async (job: string): Promise<PersonPreview> => {
    const entry = { dn: 'cn=x', stableId: 's', isBelowBase: true, excludedBy: null };
    const inactivity = { rule: 'disabled', attribute: 'userAccountControl', value: '514' } as const;
    return {
      job,
      asked: ['dc=x (|(uid=x))'],
      directoryError: { code: 'LDAP_UNREACHABLE', params: { url: 'ldap://x', reason: 'r' } },
      entries: [{ ...entry, meetsFilter: true, inactivity, name: 'X', email: null }],
      hasMore: false,
      person: {
        verdict: 'INACTIVE',
        entry: { ...entry, filter: { filter: '(uid=*)', isMet: true, parts: [] }, inactivity },
        match: { by: 'link', value: 's', users: [{ id: '1', userName: 'x' }] },
        next: {
          kind: null,
          before: {},
          after: {},
          problem: { code: 'VALUE_MISSING', params: { attribute: 'sn', field: 'lastName' } },
          fieldProblems: [],
          namesFreedBy: [],
        },
        rows: [ROW],
      },
    };
  };

  tryRow = async (job: string, { row }: RowTrial): Promise<TriedRow> => {
    if (row['field'] !== 'email') {
      return { ok: false, errors: [{ field: 'field', code: 'required', message: 'required' }] };
    }
    return { ok: true, job, asked: [], directoryError: null, entries: [], hasMore: false, row: ROW };
  };
}
