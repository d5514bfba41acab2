import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { conflictPage, decide } from './support/deciding.js';
import { empty } from './support/host-state.js';
import { anEntry, KINDS, openTestHost, type RunOptions, synchronize, type TestHost } from './support/test-host.js';

const OPTIONS = { targets: ['userName', 'firstName', 'lastName', 'employeeNumber'] } as const;
const person = (stableId: string, fields: DirectoryUser['fields']) => anEntry(stableId, fields);

const PRIYA = person('old-priya', {
  userName: 'priya',
  firstName: 'Priya',
  lastName: "O'Brien",
  employeeNumber: '10020',
});
const NOVA = person('new-nova', {
  userName: 'priya',
  firstName: 'Nova',
  lastName: 'Newcomer',
  employeeNumber: '998877',
});
const GRACE = person('old-grace', { userName: 'grace', firstName: 'Grace', employeeNumber: '10021' });
const GRACE_AGAIN = person('new-grace', { userName: 'grace', firstName: 'Grace', employeeNumber: '10021' });
const ALAN = person('old-alan', { userName: 'alan', employeeNumber: '10022' });
const ALAN_AGAIN = person('new-alan', { userName: 'alan' });

describe.each(KINDS)('people whose identifying values contradict on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await empty(host);
    await synchronize(host, [PRIYA, GRACE, ALAN], OPTIONS);
  });

  const links = async () =>
    (await host.sql('select stable_id from directory_link order by stable_id')).map(({ stable_id: id }) => id);
  const entries = [NOVA, GRACE_AGAIN, ALAN_AGAIN];

  it('are shown with names and identifying values of both', async () => {
    await synchronize(host, entries, OPTIONS);
    const { items } = await conflictPage(host);
    const nova = items.find(({ stableId }) => stableId === 'new-nova');
    expect(nova?.recognizedBy).toEqual([
      { field: 'displayName', ofEntry: 'Nova Newcomer', ofUser: "Priya O'Brien", contradicts: false },
      { field: 'employeeNumber', ofEntry: '998877', ofUser: '10020', contradicts: true },
    ]);
    expect(nova?.choices).toEqual(['relink', 'release']);
    expect(Object.keys(nova?.params ?? {}).filter((name) => /^of|contradicts/.test(name))).toEqual([]);
    const alan = items.find(({ stableId }) => stableId === 'new-alan');
    expect(alan?.recognizedBy).toMatchObject([{ ofEntry: null, ofUser: '10022', contradicts: false }]);
  });

  it('are left out of a decision about all, which says how many, and are linked by a decision about them', async () => {
    const { items } = await synchronized();
    const codes = new Set(items.map(({ code }) => code));
    expect([...codes]).toEqual(['NAME_TAKEN']);
    const run = await decide(host, { choice: 'relink', code: 'NAME_TAKEN' }, entries, OPTIONS);
    expect(run.decision).toMatchObject({ choice: 'relink', leftOut: 1 });
    expect(run.counts).toMatchObject({ read: 3, updated: 2, problems: 1 });
    expect(await links()).toEqual(['new-alan', 'new-grace', 'old-priya']);

    const single = await decide(host, { choice: 'relink', stableIds: ['new-nova'] }, entries, OPTIONS);
    expect(single.decision).not.toHaveProperty('leftOut');
    expect(await links()).toEqual(['new-alan', 'new-grace', 'new-nova']);
  });

  it('are linked by a decision about all if the strongest value agrees: the domain of all names was another', async () => {
    const options = { ...OPTIONS, targets: [...OPTIONS.targets, 'principalName', 'email'] } as const;
    const at = (domain: string, entry: DirectoryUser, more: DirectoryUser['fields'] = {}) => {
      const name = `${entry.fields.userName}@${domain}`;
      return { ...entry, fields: { ...entry.fields, principalName: name, email: name, ...more } };
    };
    const matching: RunOptions['matching'] = ['email', 'employeeNumber', 'principalName', 'userName'];
    await synchronize(
      host,
      [PRIYA, GRACE, ALAN].map((entry) => at('old.example', entry)),
      { ...options, matching },
    );
    const renamed = [at('new.example', NOVA), at('new.example', GRACE_AGAIN), at('new.example', ALAN_AGAIN)];
    await synchronize(host, renamed, { ...options, matching });
    const { items } = await conflictPage(host);
    const contradicting = items.map(({ stableId, recognizedBy }) => [
      stableId,
      recognizedBy.filter(({ contradicts }) => contradicts).map(({ field }) => field),
    ]);
    expect(Object.fromEntries(contradicting)).toEqual({
      'new-nova': ['employeeNumber', 'principalName', 'email'],
      'new-grace': [],
      // Without employee number, the first rule decides.
      'new-alan': ['principalName', 'email'],
    });
    const run = await decide(host, { choice: 'relink', code: items[0]!.code }, renamed, { ...options, matching });
    expect(run.decision).toMatchObject({ leftOut: 2 });
    expect(await links()).toEqual(['new-grace', 'old-alan', 'old-priya']);
  });

  it('are not left out when names are released', async () => {
    await synchronized();
    const run = await decide(host, { choice: 'release', code: 'NAME_TAKEN' }, entries, OPTIONS);
    expect(run.decision).not.toHaveProperty('leftOut');
    expect(run.counts).toMatchObject({ created: 3, problems: 0 });
  });

  async function synchronized() {
    await synchronize(host, entries, OPTIONS);
    return conflictPage(host);
  }
});
