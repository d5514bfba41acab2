import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import type { PersonPreview, PreviewedRow, PreviewedValue } from '../../../src/index.js';
import { AClient } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

const value = (text: string, more: Partial<PreviewedValue> = {}) => ({ text, bytes: null, problem: null, ...more });
const ROW: PreviewedRow = {
  attribute: 'proxyAddresses',
  field: 'email',
  value: 'ada@x.test',
  problem: null,
  isRequired: false,
  isSecret: false,
  inputs: [{ attribute: 'proxyAddresses', values: [value('SMTP:ADA@x.test'), value('\\xff', { bytes: 3 })], count: 4 }],
  stages: [
    {
      stage: 'source',
      step: null,
      conversion: null,
      values: [value('SMTP:ADA@x.test'), value('\\xff', { bytes: 3 })],
      count: 2,
    },
    { stage: 'step', step: 1, conversion: 'lowerCase', values: [value('ada@x.test')], count: 1 },
  ],
  tried: [
    value('bad', { problem: { code: 'VALUE_INVALID', params: { attribute: 'proxyAddresses', field: 'email' } } }),
    value('ada@x.test'),
  ],
  outcome: 'written',
};
const ENTRY = { dn: 'uid=ada\u001b', stableId: 's', isBelowBase: true, excludedBy: null, inactivity: null };
const PREVIEW: PersonPreview = {
  job: 'LDAPAddonBatchSync',
  asked: ['dc=example (uid=ada)'],
  directoryError: null,
  entries: [{ ...ENTRY, meetsFilter: true, name: 'Ada', email: null }],
  hasMore: false,
  person: {
    verdict: 'WILL_BE_CREATED',
    entry: { ...ENTRY, filter: { filter: '(uid=*)', isMet: true, parts: [] } },
    match: null,
    next: {
      kind: 'create',
      before: {},
      after: { email: 'ada@x.test' },
      problem: null,
      fieldProblems: [],
      namesFreedBy: [],
    },
    rows: [
      ROW,
      {
        ...ROW,
        attribute: 'userPassword',
        field: 'comment',
        isSecret: true,
        value: null,
        inputs: [],
        stages: [],
        tried: [],
      },
    ],
  },
};

it('shows what a run would do with a person, each row with its steps', async () => {
  const client = new AClient({ preview: PREVIEW });
  const { exitCode, out } = await runCommandLine('preview ada', client);
  expect(exitCode).toBe(0);
  expect(client.asked).toContainEqual({ preview: 'ada' });
  for (const line of [
    'The next run creates a user for this entry.',
    String.raw`Entry: uid=ada\u001b`,
    '(uid=*): met',
    'proxyAddresses → email',
    String.raw`proxyAddresses: SMTP:ADA@x.test | \xff (3 bytes) | and 2 more`,
    'Step 1: Lower case: ada@x.test',
    'bad: ! ',
    '= Is written: ada@x.test',
    'A secret: not shown',
    'email: "ada@x.test"',
  ])
    expect(out).toContain(line);
});

it('takes unsaved settings from a file, and asks nobody if the file cannot be read', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'preview-'));
  const file = path.join(folder, 'settings.json');
  writeFileSync(file, JSON.stringify({ $schema: 'x', search: { filter: '(uid=a*)' } }));
  const client = new AClient({ preview: PREVIEW });
  expect((await runCommandLine(`preview ada --settings ${file}`, client)).exitCode).toBe(0);
  expect(client.asked[0]).toEqual({ preview: 'ada', settings: { search: { filter: '(uid=a*)' } } });
  rmSync(folder, { recursive: true });

  const asked = new AClient({ preview: PREVIEW });
  const refused = await runCommandLine(`preview ada --settings ${file}`, asked);
  expect(refused.exitCode).toBe(1);
  expect(asked.asked).not.toContainEqual({ preview: 'ada' });
});

it('lists the entries of whom one is to be chosen, or says that there is none', async () => {
  const entries = ['uid=ada', 'uid=adam'].map((dn) => ({
    ...ENTRY,
    dn,
    meetsFilter: true,
    name: dn === 'uid=ada' ? 'Ada L.' : null,
    email: dn === 'uid=ada' ? 'ada@x.test' : null,
  }));
  const several = await runCommandLine(
    'preview ad',
    new AClient({ preview: { ...PREVIEW, entries, hasMore: true, person: null } }),
  );
  expect(several.exitCode).toBe(0);
  expect(several.out).toContain('Choose one of them.\n  uid=ada (Ada L., ada@x.test)\n  uid=adam\n');
  const nobody = await runCommandLine('preview x', new AClient({ preview: { ...PREVIEW, entries: [], person: null } }));
  expect(nobody).toMatchObject({ exitCode: 1, out: expect.stringContaining('No entry was found.') });
});
