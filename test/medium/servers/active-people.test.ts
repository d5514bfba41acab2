import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BatchSyncWhy, type Run } from '../../../src/index.js';
import { escapeNameValue } from '../../../src/mapping/distinguished-name.js';
import { ldif } from '../../services/people.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from '../module/a-host.js';
import { anActiveDirectory, securePoolOf } from './test-servers.js';

const NEVER = '9223372036854775807';
const FAR_FUTURE = '2650467743999999999';
const PAST = '133000000000000000';

const DISABLED = '514';
const DISABLED_WITH_OTHER_BITS = '66082';
const ENABLED = '544';

/** Common names by account. */
const ODD_NAMES = {
  separators: String.raw`Müller, Jürgen + "Jo" <x>; \ = y`,
  number: '#1 of 2',
  control: 'line\nbreak',
  filter: '*)(objectClass=*))(|(cn=*',
  sql: `'); drop table app_user; -- $1 %s`,
  page: '<script>alert(1)</script>{{constructor}}',
  sheet: `=cmd|' /C calc'!A1`,
  scripts: 'Ἀδα 小明 مرحبا 👩‍💻',
  composed: 'Jose\u0301\u00a0 López',
} as const;
type OddName = keyof typeof ODD_NAMES;
interface OddUser {
  readonly login: string;
  readonly given: string;
  readonly family: string;
}

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
      ...Object.keys(ODD_NAMES).map((name) =>
        ldif(oddDn(name as OddName), {
          objectClass: 'user',
          sAMAccountName: name,
          description: 'odd',
          userAccountControl: ENABLED,
          givenName: ODD_NAMES[name as OddName],
          mail: `${name}@corp.example`,
        }),
      ),
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

  describe('with odd names', () => {
    let table: HostDatabase;
    let other: Host;
    let first: Run;

    beforeAll(async () => {
      table = await postgresDatabase();
      const mapping = [
        { attribute: 'sAMAccountName', field: 'userName', required: true },
        { attribute: 'givenName', field: 'firstName' },
        { source: { kind: 'entryDn', rdn: 'cn' }, field: 'lastName' },
        { attribute: 'mail', field: 'email' },
      ];
      other = await Host.start(table, {
        seed: { ...securePoolOf(directory, { filter: '(description=odd)' }), mapping },
      });
      first = await other.run();
    });

    afterAll(async () => {
      await other.stop();
      await table.drop();
    });

    it('has them in the users table, composed, and once', async () => {
      expect(first).toMatchObject({ counts: { read: 9, created: 9, problems: 0, incomplete: 0 } });
      const rows = await table.query<OddUser>('select login, given, family from app_user order by login');
      const wanted = Object.entries({ ...ODD_NAMES, composed: 'Jos\u00e9 L\u00f3pez' });
      expect(rows).toEqual(
        wanted
          .map(([login, name]) => ({ login, given: name, family: name }))
          .toSorted((one, next) => (one.login < next.login ? -1 : 1)),
      );
      expect(await other.run()).toMatchObject({ status: 'succeeded', counts: { read: 9, unchanged: 9 } });
    });

    it('finds each by their DN, also in hexadecimal digits, which Samba refuses', async () => {
      for (const name of Object.keys(ODD_NAMES) as OddName[]) {
        const bytes = Buffer.from(ODD_NAMES[name]);
        const digits = Buffer.from([0x0c, bytes.length, ...bytes]).toString('hex');
        for (const dn of [oddDn(name), oddDn(name, `#${digits}`)]) {
          const { people } = await other.app.get(BatchSyncWhy).why(JOB, dn);
          expect(people).toMatchObject([{ verdict: 'SYNCHRONIZED', user: { userName: name } }]);
        }
      }
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

function oddDn(name: OddName, written = escapeNameValue(ODD_NAMES[name])): string {
  return `CN=${written},CN=Users,DC=corp,DC=example`;
}
