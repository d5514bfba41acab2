import { describe, expect, it } from 'vitest';

import { aChange, AClient, aProblem, aRun } from './a-client.js';
import { aConflict } from './a-host.js';
import { runCommandLine } from './a-terminal.js';

const RUN = { id: '0192-run', mode: 'apply', status: 'succeeded-with-problems', endedAt: new Date(0) } as const;
const DELETED = aConflict({ id: '8', code: 'LINKED_USER_DELETED', user: null, holder: null, choices: ['recreate'] });
const OF_OTHER_POOL = aConflict({
  id: '9',
  code: 'USER_OF_OTHER_POOL',
  holder: { dn: 'uid=ada,o=other', lastSeen: null },
  choices: [],
  params: { user: 'ada', dataPool: 'plant' },
});
const TOTALS = [{ code: 'USER_OF_OTHER_ENTRY', conflicts: 449, omitted: 0, choices: ['relink', 'release'] }] as const;
const FOUND = { items: [aConflict(), DELETED, OF_OTHER_POOL], run: RUN, totals: TOTALS };

describe('conflicts', () => {
  it('lists who needs a decision, since when the holder is missing, and the command of each choice', async () => {
    const client = new AClient({ conflicts: { ...FOUND, nextCursor: 'next' } });
    const { out, exitCode } = await runCommandLine(
      'conflicts --code USER_OF_OTHER_ENTRY --search ada --job plant',
      client,
    );
    expect(client.asked[0]).toEqual({ conflicts: { limit: 20, code: 'USER_OF_OTHER_ENTRY', search: 'ada' } });
    expect(out).toContain('USER_OF_OTHER_ENTRY (User of another entry): 449');
    expect(out).toMatch(/Last seen on .*2026.*: uid=ada,ou=people,dc=example,dc=org/);
    expect(out.match(/2026/g)).toHaveLength(1);
    expect(out).toContain('Same person: ldap-batch-sync conflicts relink 7 --reason "..." --job plant');
    expect(out).toContain('(the former user is named {value}.former): ldap-batch-sync conflicts release 7 --reason');
    expect(out).toContain('Create the user again: ldap-batch-sync conflicts recreate 8');
    expect(out).toContain('exclude one of them with the exclusions or the filter');
    expect(out).not.toContain('synchronize this person alone');
    expect(out).toContain('There are more.');
    expect(exitCode).toBe(0);
  });

  it('shows by what both are recognized, and that they contradict each other', async () => {
    const recognizedBy = [
      { field: 'displayName', ofEntry: 'Nova Newcomer', ofUser: "Priya O'Brien", contradicts: false },
      { field: 'employeeNumber', ofEntry: '998877', ofUser: '10020', contradicts: true },
    ];
    const list = async (given: object) =>
      (await runCommandLine('conflicts', new AClient({ conflicts: { ...FOUND, items: [aConflict(given)] } }))).out;
    const out = await list({ recognizedBy });
    expect(out).toContain('Entry: Nova Newcomer, 998877');
    expect(out).toContain("User: Priya O'Brien, 10020");
    expect(out).toContain('Contradiction: Employee number');
    const alike = recognizedBy.map((each) => ({ ...each, contradicts: false }));
    expect(await list({ recognizedBy: alike })).not.toContain('Contradiction');
  });

  it('says how many a plan about a code leaves out', async () => {
    const decision = { choice: 'relink', code: 'NAME_TAKEN', reason: 'asked', leftOut: 2 } as const;
    const client = new AClient({ run: aRun({ mode: 'plan', status: 'planned', hash: 'a'.repeat(64), decision }) });
    const { out } = await runCommandLine('conflicts relink --all NAME_TAKEN --reason asked', client);
    expect(out).toContain('2 conflicts are left out, because identifying values contradict each other');
  });

  it('a run writes when an entry was seen last like any other time', async () => {
    const params = { field: 'userName', user: 'ada', lastSeen: '2026-06-01T00:00:00.000Z' };
    const client = new AClient({ problems: [aProblem({ code: 'NAME_TAKEN', params })] });
    const { out } = await runCommandLine('show 0192-run', client);
    expect(out).toMatch(/last seen on \w+ \d+, 2026, \d+:00:00/);
  });

  it('the plan says from which entry a user is linked again, also if no value changes', async () => {
    const change = aChange({ before: {}, after: {}, formerStableId: 'old-id', formerDn: 'uid=ada,ou=old' });
    const client = new AClient({ run: aRun({ mode: 'plan', status: 'planned', hash: 'a' }), changes: [change] });
    const { out } = await runCommandLine('conflicts relink 7 --reason asked', client);
    expect(out).toMatch(/~ update {2}uid=ada.*\n +linked again: from uid=ada,ou=old \(stable ID old-id\)/);
  });

  it('says whether nobody needs one, or nothing was read yet', async () => {
    const list = async (conflicts: object) => (await runCommandLine('conflicts', new AClient({ conflicts }))).out;
    expect(await list({ run: RUN })).toBe('Nobody needs a decision.\n');
    expect(await list({})).toMatch(/^Nothing has been read yet\./);
  });

  it('lists them as JSON with the texts of the API', async () => {
    const { out } = await runCommandLine('conflicts --json', new AClient({ conflicts: FOUND }));
    const { items, totals, run } = JSON.parse(out);
    expect(items[0]).toMatchObject({
      id: '7',
      title: 'User name of a user of another entry',
      choices: ['relink', 'release'],
    });
    expect(items[0].message).toContain('uid=ada,ou=people');
    expect(totals).toMatchObject([{ conflicts: 449, title: expect.any(String) }]);
    expect(run).toMatchObject({ id: '0192-run' });
  });

  it.each(['relink', 'release', 'recreate'])(
    '%s makes a plan, and prints the command that approves it',
    async (choice) => {
      const hash = 'a'.repeat(64);
      const client = new AClient({ run: aRun({ mode: 'plan', status: 'planned', hash }) });
      const { out, exitCode } = await runCommandLine(`conflicts ${choice} 7 8 --reason checked`, client);
      expect(client.asked[0]).toEqual({ decide: { choice, ids: ['7', '8'], reason: 'checked' } });
      expect(out).toContain(`approve 0192-run --hash ${hash}`);
      expect(exitCode).toBe(0);
    },
  );

  it('decides about all of a code, or about some, and not without saying which', async () => {
    const client = new AClient();
    await runCommandLine('conflicts relink --all USER_OF_OTHER_ENTRY --reason checked', client);
    expect(client.asked[0]).toEqual({ decide: { choice: 'relink', code: 'USER_OF_OTHER_ENTRY', reason: 'checked' } });

    for (const which of ['', '7 --all USER_OF_OTHER_ENTRY']) {
      const unasked = new AClient();
      const { exitCode, messages } = await runCommandLine(`conflicts relink ${which} --reason checked`, unasked);
      expect({ exitCode, asked: unasked.asked }).toEqual({ exitCode: 2, asked: [] });
      expect(messages).toContain('either the IDs of conflicts or all of a code');
    }
    const { usageError } = await runCommandLine('conflicts relink --all VALUE_MISSING --reason checked', client);
    expect(usageError).toBeDefined();
  });
});
