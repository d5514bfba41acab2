import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BatchSyncWhy } from '../../../src/index.js';
import type { Run } from '../../../src/index.js';
import { ldif } from '../../services/people.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from '../module/a-host.js';
import { anActiveDirectory, securePoolOf } from './test-servers.js';

const NEVER = '9223372036854775807';
const FAR_FUTURE = '2650467743999999999';
const PAST = '133000000000000000';

const DISABLED = '514';
const DISABLED_WITH_OTHER_BITS = '66082';
const ENABLED = '544';

describe('who is active in Active Directory', async () => {
  const directory = await anActiveDirectory({
    ldif: [
      account('ada'),
      account('zero', { accountExpires: '0' }),
      account('never', { accountExpires: NEVER }),
      account('later', { accountExpires: FAR_FUTURE }),
      account('expired', { accountExpires: PAST }),
      account('disabled', { userAccountControl: DISABLED_WITH_OTHER_BITS }),
      account(String.raw`maria\0ACNF:5e0a8d58-90f4-4e5b-b8b3-0d3a0ae2e3e7`, { sAMAccountName: '$DUPLICATE-4e2' }),
      ldif('CN=LAPTOP7,CN=Users,DC=corp,DC=example', {
        objectClass: 'computer',
        sAMAccountName: 'laptop7$',
        userAccountControl: '4128',
      }),
    ].join(''),
  });
  let database: HostDatabase;
  let host: Host;

  beforeAll(async () => {
    database = await postgresDatabase();
    const source = securePoolOf(directory, { filter: '(&(objectClass=user)(|(description=staff)(cn=LAPTOP7)))' });
    const mapping = [{ attribute: 'sAMAccountName', field: 'userName', required: true }];
    host = await Host.start(database, { seed: { ...source, mapping } });
  });

  afterAll(async () => {
    await host.stop();
    await database.drop();
  });

  const names = async () =>
    (await database.query<{ login: string }>('select login from app_user order by login')).map(({ login }) => login);

  it('is decided by its flags at the time of the run, and the counts add up', async () => {
    expect(await host.run()).toMatchObject({
      status: 'succeeded',
      counts: { read: 8, created: 4, problems: 0, inactive: 4 },
    });
    expect(await names()).toEqual(['ada', 'later', 'never', 'zero']);
  });

  it('leaves someone who is disabled as they are: neither missing nor changed', async () => {
    await directory.modify(dnOf('ada'), { userAccountControl: DISABLED, sAMAccountName: 'countess' });
    const run: Run = await host.run();
    expect(run).toMatchObject({ status: 'succeeded', counts: { unchanged: 3, inactive: 5, notSeen: 0 } });
    expect(await names()).toContain('ada');

    const { people } = await host.app.get(BatchSyncWhy).why(JOB, dnOf('ada'));
    expect(people).toMatchObject([
      {
        verdict: 'INACTIVE',
        entry: { inactivity: { rule: 'disabled', attribute: 'userAccountControl', value: DISABLED } },
        next: null,
        user: { userName: 'ada' },
      },
    ]);
    await directory.modify(dnOf('ada'), { userAccountControl: ENABLED, sAMAccountName: 'ada' });
    expect(await host.run()).toMatchObject({ counts: { unchanged: 4, inactive: 4 } });
  });

  it('is told by the check', async () => {
    const { steps } = await host.jobs.check(JOB);
    expect(steps.find(({ step }) => step === 'map')).toMatchObject({
      code: 'MAPPED',
      params: { count: 4 },
      further: [{ code: 'SOME_INACTIVE', params: { count: 4, total: 8 } }],
    });
  });
});

function dnOf(name: string): string {
  return `CN=${name},CN=Users,DC=corp,DC=example`;
}

function account(name: string, values: Readonly<Record<string, string>> = {}): string {
  return ldif(dnOf(name), {
    objectClass: 'user',
    sAMAccountName: name,
    description: 'staff',
    userAccountControl: ENABLED,
    ...values,
  });
}
