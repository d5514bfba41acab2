import { describe, expect, it } from 'vitest';

import { MappingRow } from '../../../src/settings/schema/mapping-row.js';
import { StepwiseConnectionCheck } from '../../../src/directory/check/stepwise-connection-check.js';
import type { UsersTable } from '../../../src/contract/users-table.js';
import { ldif, peopleLdif } from '../../services/people.js';
import { aDirectory, poolOf, readAll } from './test-directory.js';

const BASE = 'dc=example,dc=org';
const OLD = 'createTimestamp: 20200101000000Z\nmodifyTimestamp: 20200101000000Z\nuid: ';

describe('a read report', async () => {
  const people = peopleLdif(30)
    .replaceAll(/^uid: /gm, OLD)
    .replace('uid: user000001', 'title: away\nuid: user000001');
  const alias = ldif(`uid=alias,${BASE}`, {
    objectClass: ['alias', 'extensibleObject'],
    uid: 'alias',
    aliasedObjectName: `uid=user000001,ou=people,${BASE}`,
  });
  const slapd = await aDirectory({ ldif: `${people}${alias}` });
  const limited = await aDirectory({
    ldif: peopleLdif(60),
    databaseConfig: [`limits dn.exact="cn=reader,${BASE}" size.prtotal=40`],
  });

  it('counts those who were there before, aliases and stable ids, and names attributes that no entry has', async () => {
    await slapd.add(`uid=new,ou=people,${BASE}`, { objectClass: 'inetOrgPerson', uid: 'new', cn: 'new', sn: 'new' });
    const { readReport } = await readAll(poolOf(slapd, { pageSize: 10 }), {
      attributes: ['uid', 'mail', 'carLicense', 'userCertificate;binary'],
    });
    expect(readReport).toMatchObject({
      complete: true,
      entries: 31,
      counted: 30,
      aliases: 1,
      withStableId: 31,
      absentAttributes: ['carLicense', 'userCertificate;binary'],
      pageSize: 10,
      refusedPageSize: null,
      globalCatalog: false,
    });
  });

  it('does not count who came into the search after the read began', async () => {
    const pool = poolOf(slapd, { filter: '(&(uid=user0*)(!(title=away)))', pageSize: 5 });
    const dn = `uid=user000001,ou=people,${BASE}`;
    const onPage = (_: unknown, number: number) => (number === 2 ? slapd.modify(dn, { title: 'here' }) : undefined);
    const { readReport, error } = await readAll(pool, { onPage });
    expect(error).toBeUndefined();
    expect(readReport).toMatchObject({ complete: true, entries: 29, counted: 29 });
  });

  it('counts nobody where no entry shows when it was changed', async () => {
    const { readReport } = await readAll(poolOf(limited, { filter: '(uid=user00000*)' }));
    expect(readReport.counted).toBeNull();
  });

  it('does without the counts if the directory refuses them', async () => {
    const { readReport } = await readAll(poolOf(limited, { filter: '(uid=user00000*)' }));
    expect(readReport).toMatchObject({ complete: true, entries: 9 });
  });

  it('is not needed to find a limit of the server: the check goes on until it is met', async () => {
    const users = { refresh: () => Promise.resolve(), limits: () => ({ fields: new Set(), maxLength: {} }) };
    const checked = new StepwiseConnectionCheck(users as unknown as UsersTable, { withValues: () => Promise.reject() });
    const job = { name: 'x', dataPool: 'x' };
    const mapping = [MappingRow.of('uid', 'userName', true)];
    expect(await checked.check(job, poolOf(limited, { pageSize: 10 }), mapping)).toMatchObject({
      ok: false,
      reason: 'search',
      steps: expect.arrayContaining([
        expect.objectContaining({
          step: 'search',
          outcome: 'failed',
          code: 'DIRECTORY_READ_INCOMPLETE',
          params: expect.objectContaining({ limits: 'openLdap' }) as object,
        }),
      ]) as object,
    });
  });
});
