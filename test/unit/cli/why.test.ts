import { expect, it } from 'vitest';

import type { ShownWhy } from '../../../src/cli/shown-why.js';
import type { GuardFinding } from '../../../src/contract/guards.js';
import { AClient } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

const FINDING: GuardFinding = {
  guard: 'vanishingValues',
  people: 170,
  total: 180,
  limit: { percent: 5, people: 5 },
  usual: null,
  unit: null,
  field: 'email',
  attribute: 'mail',
  similar: [],
  problem: null,
};

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
        excludedBy: null,
        filter: { filter: '(&(title=*))', isMet: false, parts: [{ filter: '(title=*)', isMet: false, parts: [] }] },
        inactivity: null,
      },
      mapping: [
        { attribute: 'mail', field: 'email', value: 'ada@x', problem: null },
        {
          attribute: 'sn',
          field: 'lastName',
          value: null,
          problem: { code: 'VALUE_TOO_LONG', params: {}, value: 'xxx', isPartial: false },
        },
      ],
      match: { by: 'link', value: 's', users: [{ id: '1', userName: 'ada' }] },
      next: {
        kind: 'update',
        before: { email: null },
        after: { email: 'ada@x' },
        problem: null,
        fieldProblems: [],
        namesFreedBy: [{ id: '2', userName: 'eve' }],
      },
      plan: {
        runId: 'r7',
        until: new Date(0),
        change: {
          kind: 'update',
          before: { email: null },
          after: { email: 'ada@y' },
          formerStableId: 's6',
          formerDn: 'uid=ada,ou=former',
        },
        refused: [],
      },
      user: {
        id: '1',
        userName: 'ada',
        matchedBy: 'link',
        fields: {
          email: { value: 'x', writtenBy: { runId: 'r9', manual: null, at: new Date(0) } },
          title: { value: 'y', writtenBy: { runId: null, manual: { by: 'olga', reason: 'typo' }, at: new Date(0) } },
        },
        pins: { email: { by: 'olga', reason: 'asked by phone', since: new Date(0), expiresAt: null } },
      },
      areRunsSearched: true,
      findings: [{ ...FINDING, runId: 'r8' }],
      problems: [
        {
          id: '1',
          runId: 'r',
          dn: 'uid=ada',
          code: 'VALUE_INVALID',
          params: { attribute: 'mail', field: 'email' },
          value: 'ada@@x',
          isPartial: false,
        },
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
    /Asked for: dc=example \(uid=ada\)[^]*does not meet the filter[^]*Plan r7 waits for approval until [^]*would change:\s+linked again: from uid=ada,ou=former \(stable ID s6\)\s+email: - → "ada@y"[^]*Entry: uid=ada[^]*\(title=\*\): not met[^]*User: ada \(linked by stable ID s\)[^]*mail → email: ada@x[^]*sn → lastName: VALUE_TOO_LONG: xxx[^]*The user eve has a name that this person needs[^]*would change:\s+email: - → "ada@x"[^]*VALUE_INVALID[^]*Value: ada@@x[^]*run r8:\s+! vanishingValues[^]*Written: email \([^)]*run r9\)[^]*Written: title \([^)]*by olga: typo\)[^]*Pinned: email \(by olga: asked by phone\)/,
  );
  expect(out).not.toContain('\u001b');
  expect(JSON.parse((await runCommandLine('why ada --json', client)).out)).toMatchObject({
    people: [{ verdict: 'FILTER_NOT_MET' }],
  });
});

it('why: says why the plan that waits would refuse its change', async () => {
  const refused = [
    { field: 'email', cause: 'changed' },
    { field: 'title', cause: 'pinned' },
  ] as const;
  const plan = { runId: 'r7', until: new Date(0), change: null, refused };
  const people = report.people.map((person) => ({ ...person, plan }));
  const { out } = await runCommandLine('why ada', new AClient({ why: { ...report, people } }));
  expect(out).toMatch(/Plan r7 .* would be refused:\n +email was changed after the plan was made\n +title is pinned\n/);
});

it('why: says what was asked when nobody was found, and shows the answer of an older host', async () => {
  const nobody = { verdict: 'NOBODY_FOUND', entry: null, mapping: [], user: null, problems: [] } as const;
  const client = new AClient({ why: { ...report, who: 'Ada B', asked: [], people: [nobody] } });
  expect((await runCommandLine('why nobody', client)).out).toMatch(
    /display name, common name, stable ID or DN “Ada B”/,
  );
});
