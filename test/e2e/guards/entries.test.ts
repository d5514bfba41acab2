import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { ACTIVE_FILTER } from '../../../scripts/lib/demo-organization.ts';
import type { Administrator } from './administrator.js';
import type { Operator } from './operator.js';
import { expectNobodyChanged, expectNothingLost, startWithTwoAccounts, type TwoAccounts } from './two-accounts.js';

const PEOPLE = 'ou=People,dc=nordvik,dc=example';
const READABLE = 'access to * by users read by * auth';

let accounts: TwoAccounts;
let administrator: Administrator;
let operator: Operator;

beforeAll(async () => {
  accounts = await startWithTwoAccounts();
  ({ administrator, operator } = accounts);
});
afterEach(({ task }) => accounts?.environment.saveEvidence(task));
afterAll(() => accounts?.environment.close());

it('a narrower filter would leave most people out', async () => {
  const narrow = '(&(objectClass=inetOrgPerson)(uid=a*))';
  await administrator.changeFilter(narrow, { setting: 'Filter', before: ACTIVE_FILTER, after: narrow });

  const stopped = await operator.start('Filter');
  await operator.readWhyStopped(stopped, [
    {
      guard: 'Missing people',
      figure: '826 of 939 (88%) · limit: 10% and 10 people',
      usual: 'Usual: 0%, as in the last good run.',
      sentence:
        '826 of the 939 people whom the last successful run read are no longer found in the directory, or are inactive ' +
        'there now. Nothing was changed. Check filter and base of the search and what the bind user may see, or approve the plan if these ' +
        'people have left.',
    },
  ]);
  expect(await operator.showConcerned(2)).toEqual([
    `Björn Ångström · cn=Björn Ångström+employeeNumber=10002,ou=Finance\\2C Legal & Audit,${PEOPLE}`,
    `elomulle3 · uid=elomulle3,ou=Försäljning,${PEOPLE}`,
  ]);
  await expectNobodyChanged(accounts);

  await administrator.changeFilter(ACTIVE_FILTER, { setting: 'Filter', before: narrow, after: ACTIVE_FILTER });
  await expectNothingLost(accounts);
});

it('a lost permission to see a part of one organizational unit would leave its people out', async () => {
  const hidden = `access to dn.subtree="ou=Shipyard,${PEOPLE}" filter=(l=Hamburg) by * none`;
  await accounts.environment.restartDirectory([hidden, READABLE]);

  const stopped = await operator.start();
  await operator.readWhyStopped(stopped, [
    {
      guard: 'Missing people',
      figure: '27 of 185 (14.6%) · limit: 10% and 10 people',
      usual: 'In the last 2 good runs as a whole: 0% (median), at most 0%.',
      sentence:
        `In ou=Shipyard,${PEOPLE}: 27 of the 185 people whom the last successful run read are no longer found in the ` +
        'directory, or are inactive there now. Nothing was changed. Check filter and base of the search and what the bind user may see, or ' +
        'approve the plan if these people have left.',
    },
  ]);
  const concerned = await operator.showConcerned(100);
  expect(concerned).toHaveLength(27);
  expect(concerned.filter((text) => !text.endsWith(`,ou=Shipyard,${PEOPLE}`))).toEqual([]);
  await expectNobodyChanged(accounts);

  await accounts.environment.restartDirectory();
  await expectNothingLost(accounts);
});

it('a user name from an attribute that nobody has is one cause, and not a problem of each entry', async () => {
  const [uid, login] = ['uid → User name (required)', 'login → User name (required)'];
  await administrator.mapRow(1, 'login', { setting: 'Mapping: User name', before: uid, after: login });

  const stopped = await operator.start('Mapping: User name');
  await operator.readWhyStopped(stopped, [
    {
      guard: 'One cause',
      figure: '943 of 943 (100%) · limit: 50% and 10 people',
      usual: 'Usual: 0.1% (median of the last 4 good runs), at most 0.1%.',
      sentence:
        'Nothing was changed, because 943 of 943 entries have the same problem. One of them: The attribute login has no ' +
        'value, but the field User name requires one. Enter a value for login in the directory, or map User name from ' +
        'an attribute that every entry has.',
    },
  ]);
  expect(await operator.showConcerned(1)).toEqual([
    `uid=annakess0,ou=Shipyard,${PEOPLE} · User name has no value · ` +
      'The attribute login has no value, but the field User name requires one. · ' +
      'Enter a value for login in the directory, or map User name from an attribute that every entry has.',
  ]);
  await expectNobodyChanged(accounts);

  await administrator.mapRow(1, 'uid', { setting: 'Mapping: User name', before: login, after: uid });
  await expectNothingLost(accounts);
});

it('a lost permission to read the user name of people in two places is a problem of many entries', async () => {
  const hidden = 'access to filter=(|(l=Hamburg)(l=Saint-Malo)) attrs=uid by * none';
  await accounts.environment.restartDirectory([hidden, READABLE]);

  const stopped = await operator.start();
  await operator.readWhyStopped(stopped, [
    {
      guard: 'Problems',
      figure: '266 of 943 (28.2%) · limit: 20% and 10 people',
      usual: 'Usual: 0% (median of the last 4 good runs), at most 0%.',
      sentence:
        '266 of 943 entries have a problem that they did not have in the last good run. Nothing was changed. Look at ' +
        'the problems; approve the other changes if they are intended.',
    },
  ]);
  expect(await operator.showConcerned(1)).toEqual([
    `cn=Björn Ångström+employeeNumber=10002,ou=Finance\\2C Legal & Audit,${PEOPLE} · User name has no value · ` +
      'The attribute uid has no value, but the field User name requires one. · ' +
      'Enter a value for uid in the directory, or map User name from an attribute that every entry has.',
  ]);
  await expectNobodyChanged(accounts);

  await accounts.environment.restartDirectory();
  await expectNothingLost(accounts);
});

it('people who have left are approved with a reason, and do not stop the next run', async () => {
  const hidden = `access to dn.subtree="ou=Shipyard,${PEOPLE}" filter=(l=Hamburg) by * none`;
  await accounts.environment.restartDirectory([hidden, READABLE]);

  expect(await operator.start()).toMatchObject({ status: 'stopped' });
  await operator.applyNevertheless('The shipyard in Hamburg is closed.');

  const next = await operator.start();
  expect(next).toMatchObject({ status: 'succeeded-with-problems', counts: { unchanged: 939 - 27, notSeen: 27 } });
  // They are known as missing. Nothing else happens to them.
  const users = await operator.users();
  expect(users.filter(({ notSeenSince }) => notSeenSince !== null)).toHaveLength(27);
  expect(users.map((user) => ({ ...user, notSeenSince: null }))).toEqual(accounts.everyone);
});
