import { describe, expect, it } from 'vitest';

import { aJob, directorySettings } from '../runs/job-fixture.js';

const byAda = { changedBy: 'ada' };

describe('white space that does not belong to a value', () => {
  const typed = {
    schedule: { expression: ' 0  0 2 * * *\n', timeZone: 'Europe/Stockholm\u00A0' },
    dataPool: {
      urls: [' ldap://127.0.0.1:389\t'],
      bindDn: 'cn=reader, dc=example ',
      bindPassword: ' correct  horse ',
      baseDn: '\u00A0dc=example\n',
      filter: '(&\n  (uid=*)\n  (cn=a b)\n)',
    },
    mapping: [
      { attribute: ' uid\u200B', field: 'userName', required: true },
      { attribute: 'departmentNumber ', field: 'attributes. costCenter ', required: false },
    ],
  };

  it('is dropped before settings are stored, except in the bind password', async () => {
    const { jobSettings, job } = aJob();
    expect(await jobSettings.save(job, { settings: typed, ...byAda })).toMatchObject({ ok: true });

    const clean = {
      schedule: { expression: '0 0 2 * * *', timeZone: 'Europe/Stockholm' },
      dataPool: {
        urls: ['ldap://127.0.0.1:389'],
        bindDn: 'cn=reader,dc=example',
      },
      search: { bases: [{ dn: 'dc=example', scope: 'subtree' }], filter: '(&(uid=*)(cn=a b))' },
      mapping: [
        { attribute: 'uid', field: 'userName' },
        { attribute: 'departmentNumber', field: 'attributes.costCenter' },
      ],
    };
    const shown = { ...clean, dataPool: 'default' };
    expect(await jobSettings.show(job)).toMatchObject({ errors: [], settings: shown });
    expect((await jobSettings.current(job)).settings).toMatchObject(clean);
    expect((await jobSettings.current(job)).settings.dataPool.bindPassword).toBe(' correct  horse ');
  });

  it('does not make another bind user of the same one, so that the password is kept', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const dataPool = { urls: ['ldap://127.0.0.1:389 '], bindDn: 'cn=reader, dc=example' };

    expect(await jobSettings.save(job, { settings: { dataPool }, ...byAda })).toMatchObject({ ok: true });
    expect((await jobSettings.withUnsaved(job, { dataPool })).errors).toEqual([]);
  });
});
