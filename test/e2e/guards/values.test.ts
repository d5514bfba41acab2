import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { demoTree } from '../../../scripts/lib/demo-people.ts';
import type { Administrator } from './administrator.js';
import type { Operator } from './operator.js';
import { expectNobodyChanged, expectNothingLost, startWithTwoAccounts, type TwoAccounts } from './two-accounts.js';

const ANNA = demoTree().find(({ values }) => values['uid'] === 'annakess0')?.dn ?? '';
const ASA = 'cn=Åsa Öberg\\2C \\22asaoberg1\\22,ou=Research \\2B Development,ou=People,dc=nordvik,dc=example';

const PLANNED = 'Would be updated · planned, not applied';

/** What the guard of changes finds in each of these stories, too. */
const changesOf = (people: number, among: number, share: string) => ({
  guard: 'Changed people',
  figure: `${people} of ${among} (${share}%) · limit: 50% and 50 people`,
  sentence:
    `${people} of the ${among} people who are known already would be updated or activated. Nothing was changed. Look at the ` +
    'changes, and approve them if they are intended.',
});

let accounts: TwoAccounts;
let administrator: Administrator;
let operator: Operator;

beforeAll(async () => {
  // One of 929 titles is emptied: what is usual is not nothing.
  accounts = await startWithTwoAccounts(({ directory }) => directory.modify(ANNA, { title: null }));
  ({ administrator, operator } = accounts);
});
afterEach(({ task }) => accounts?.environment.saveEvidence(task));
afterAll(() => accounts?.environment.close());

it('a typo in an optional row of the mapping would empty all e-mail addresses', async () => {
  await administrator.mapRow(5, 'mial', {
    setting: 'Mapping: E-mail',
    before: 'mail → E-mail',
    after: 'mial → E-mail',
  });

  const stopped = await operator.start('Mapping: E-mail');
  await operator.readWhyStopped(stopped, [
    {
      guard: 'Vanishing values',
      figure: '935 of 935 (100%) · limit: 5% and 5 people',
      usual: 'Usual: 0%, as in the last good run.',
      sentence:
        'The field "E-mail" would be emptied for 935 of the 935 people who have a value, because their entries have no ' +
        'attribute "mial". Nothing was changed. Check the spelling of the attribute in the mapping and the read ' +
        'permissions of the bind user. Did you mean mail?',
    },
    { ...changesOf(935, 939, '99.6'), usual: 'Usual: 0.1%, as in the last good run.' },
  ]);
  expect(await operator.showConcerned(2)).toEqual([
    `annakess0 · ${ANNA} · ${PLANNED} · E-mail · before: · anna.akesson.0@nordvik.example · after: · empty`,
    `Åsa Öberg, "asaoberg1" · ${ASA} · ${PLANNED} · E-mail · before: · asa.oberg.1@nordvik.example · after: · empty`,
  ]);
  await operator.window.takeScreenshot('operator-stopped');
  await expectNobodyChanged(accounts);

  await administrator.mapRow(5, 'mail', {
    setting: 'Mapping: E-mail',
    before: 'mial → E-mail',
    after: 'mail → E-mail',
  });
  await expectNothingLost(accounts);
});

it('a lost permission to read an attribute would empty all titles', async () => {
  await accounts.environment.restartDirectory([
    'access to attrs=title by * none',
    'access to * by users read by * auth',
  ]);

  const stopped = await operator.start();
  await operator.readWhyStopped(stopped, [
    {
      guard: 'Vanishing values',
      figure: '927 of 927 (100%) · limit: 5% and 5 people',
      usual: 'Usual: 0.1% (median of the last 2 good runs), at most 0.1%.',
      sentence:
        'The field "Title" would be emptied for 927 of the 927 people who have a value, because their entries have no ' +
        'attribute "title". Nothing was changed. Check the spelling of the attribute in the mapping and the read ' +
        'permissions of the bind user.',
    },
    { ...changesOf(927, 939, '98.7'), usual: 'Usual: 0.1% (median of the last 2 good runs), at most 0.1%.' },
  ]);
  expect(await operator.showConcerned(1)).toEqual([
    `Åsa Öberg, "asaoberg1" · ${ASA} · ${PLANNED} · Title · before: · Engineer · after: · empty`,
  ]);
  await expectNobodyChanged(accounts);

  await accounts.environment.restartDirectory();
  await expectNothingLost(accounts);
});

it('another attribute for the user name would rename everyone', async () => {
  const [uid, number] = ['uid → User name (required)', 'employeeNumber → User name (required)'];
  await administrator.mapRow(1, 'employeeNumber', { setting: 'Mapping: User name', before: uid, after: number });

  const stopped = await operator.start('Mapping: User name');
  await operator.readWhyStopped(stopped, [
    {
      guard: 'Changed names',
      figure: '927 of 927 (100%) · limit: 10% and 10 people',
      usual: 'Usual: 0% (median of the last 3 good runs), at most 0%.',
      sentence:
        'The field "User name" would change for 927 of the 927 people who have a value. It is read from the attribute ' +
        '"employeeNumber". Nothing was changed. Check the mapping, or approve the changes if they are intended.',
    },
    { ...changesOf(927, 927, '100'), usual: 'Usual: 0% (median of the last 3 good runs), at most 0.1%.' },
  ]);
  expect(await operator.showConcerned(1)).toEqual([
    `annakess0 · ${ANNA} · ${PLANNED} · User name · before: · annakess0 · after: · 10000`,
  ]);
  await expectNobodyChanged(accounts);

  await administrator.mapRow(1, 'uid', { setting: 'Mapping: User name', before: number, after: uid });
  await expectNothingLost(accounts);
});

it('another attribute for the title would change nearly everyone', async () => {
  await administrator.mapRow(9, 'l', { setting: 'Mapping: Title', before: 'title → Title', after: 'l → Title' });

  const stopped = await operator.start('Mapping: Title');
  await operator.readWhyStopped(stopped, [
    { ...changesOf(928, 939, '98.8'), usual: 'Usual: 0% (median of the last 4 good runs), at most 0.1%.' },
  ]);
  expect(await operator.showConcerned(2)).toEqual([
    `annakess0 · ${ANNA} · ${PLANNED} · Title · before: · empty · after: · Göteborg`,
    `Åsa Öberg, "asaoberg1" · ${ASA} · ${PLANNED} · Title · before: · Engineer · after: · Göteborg`,
  ]);
  await expectNobodyChanged(accounts);

  await administrator.mapRow(9, 'title', { setting: 'Mapping: Title', before: 'l → Title', after: 'title → Title' });
  await expectNothingLost(accounts);
});
