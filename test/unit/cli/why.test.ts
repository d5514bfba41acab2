import { expect, it } from 'vitest';

import type { ShownWhy } from '../../../src/cli/shown-why.js';
import { AClient } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

const report: ShownWhy = {
  job: 'LDAPAddonBatchSync',
  who: 'ada',
  asked: ['dc=example (uid=ada)'],
  directoryError: null,
  people: [
    {
      verdict: 'FILTER_NOT_MET',
      entry: {
        dn: 'uid=ada\u001b',
        stableId: 's',
        isBelowBase: true,
        filter: { filter: '(&(title=*))', isMet: false, parts: [{ filter: '(title=*)', isMet: false, parts: [] }] },
      },
      mapping: [{ attribute: 'mail', field: 'email', value: 'ada@x', problem: null }],
      user: {
        id: '1',
        userName: 'ada',
        matchedBy: 'link',
        pins: { email: { by: 'olga', reason: 'asked by phone', since: new Date(0), expiresAt: null } },
      },
      problems: [
        { id: '1', runId: 'r', dn: 'uid=ada', code: 'VALUE_MISSING', params: { attribute: 'sn', field: 'lastName' } },
      ],
    },
  ],
};

it('why: says the reason first, then the evidence in order', async () => {
  const client = new AClient({ why: report });
  const { out, exitCode } = await runCommandLine('why ada', client);

  expect(exitCode).toBe(0);
  expect(client.asked).toEqual([{ why: 'ada' }, 'close']);
  expect(out).toMatch(
    /Asked for: dc=example \(uid=ada\)[^]*does not meet the filter[^]*Entry: uid=ada[^]*\(title=\*\): not met[^]*mail → email: ada@x[^]*User: ada \(link\)[^]*Pinned: email \(by olga: asked by phone\)[^]*VALUE_MISSING/,
  );
  expect(out).not.toContain('\u001b');
  expect(JSON.parse((await runCommandLine('why ada --json', client)).out)).toMatchObject({
    people: [{ verdict: 'FILTER_NOT_MET' }],
  });
});
