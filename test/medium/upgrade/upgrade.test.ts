import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { Slapd } from '../../../scripts/slapd.js';
import type { Change, Page, Run } from '../../../src/index.js';
import { upgradeSearch } from '../../../src/settings/upgrade-search.js';
import { BIND_PASSWORD, PASSWORDS } from '../../fixtures/fixture-secrets.js';
import { CommandLine } from '../cli/command-line.js';
import { Client, type RealHost, realHost } from '../host/real-host.js';
import {
  answerToday,
  type OpenRun,
  changeRowToday,
  runRowToday,
  settingRowsToday,
  usersInOneOrder,
} from './expectations.js';
import { dataFolder, fixturePath, postgresDump, type ReleasedDatabase, type Row, VERSIONS } from './released.js';

const JOB = 'batch-synchronizations/LDAPAddonBatchSync';
const SOON = { timeout: 60_000, interval: 50 };

describe.each(VERSIONS)('what version %s left', (version) => {
  let folder: string;
  let slapd: Slapd;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'upgrade-'));
    slapd = await Slapd.start({
      folder: path.join(folder, 'slapd'),
      ldif: fixturePath({ version, file: 'directory.ldif' }),
    });
  });
  afterAll(async () => {
    await slapd?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const fixture = (file: string) => JSON.parse(readFileSync(fixturePath({ version, file }), 'utf8'));

  const INTERRUPTED_RUNS = [
    {
      title: 'a PostgreSQL database, killed while it applied',
      open: () => postgresDump({ version, file: 'applying.sql' }, slapd.url),
      answers: 'applying.json',
      // Its plan was stored, and nothing was applied.
      counts: {
        read: 12,
        created: 0,
        updated: 0,
        activated: 0,
        unchanged: 9,
        problems: 2,
        inactive: 0,
        notSeen: 0,
        pinned: 0,
        incomplete: 0,
        released: 0,
      },
      effect: 'nothing-applied',
      plan: { next: 'resume', stale: 'settings' },
    },
    {
      title: 'a data folder, killed while it read',
      open: () => dataFolder({ version, file: 'reading.tar.zst' }, slapd.url),
      answers: 'reading.json',
      counts: {
        read: 0,
        created: 0,
        updated: 0,
        activated: 0,
        unchanged: 0,
        problems: 0,
        inactive: 0,
        notSeen: 0,
        pinned: 0,
        incomplete: 0,
        released: 0,
      },
      effect: 'nothing-planned',
      plan: { next: null, stale: null },
    },
  ] as const;

  describe.each(INTERRUPTED_RUNS)('$title', ({ open, answers, ...closed }) => {
    let database: ReleasedDatabase;
    let openRun: OpenRun;
    let before: Record<string, readonly Row[]>;
    let after: Record<string, readonly Row[]>;
    let host: RealHost;
    let admin: Client;

    beforeAll(async () => {
      database = await open();
      openRun = { ...closed, id: database.openRunId };
      before = await database.rows();
      await (await realHost(database.environment)).stop();
      after = await database.rows();
      host = await realHost(database.environment);
      admin = await Client.signIn(host, 'admin', PASSWORDS.admin);
    });
    afterAll(async () => {
      await host?.stop();
      await database?.drop();
    });

    const get = async (url: string) => (await admin.get(url).expect(200)).body;
    const run = async () => {
      const { body } = await admin.post(`${JOB}/runs`, { mode: 'apply' }).expect(202);
      await vi.waitUntil(async () => (await get(`runs/${body.id}`)).endedAt !== null, SOON);
      const { items: changes } = (await get(`runs/${body.id}/changes`)) as Page<Change>;
      return { ended: (await get(`runs/${body.id}`)) as Run, changes };
    };

    it('keeps every row', () => {
      expect(Object.values(before).filter((rows) => rows.length === 0)).toEqual([]);
      const runs = before['batch_run']?.map((row) => runRowToday(row, openRun));
      const changes = before['batch_change']?.map((row) => changeRowToday(row, before['batch_run']));
      const settings = settingRowsToday(before['admin_setting'] ?? []);
      expect(after).toMatchObject({ ...before, admin_setting: settings, batch_run: runs, batch_change: changes });
    });

    it('shows runs, changes, problems, users, history and settings as before', async () => {
      const stored = fixture(answers);
      stored[`${JOB}/settings`].settings.dataPool.urls = [slapd.url];
      const expected = answerToday(stored, openRun) as Record<string, unknown>;
      const today: Record<string, unknown> = {};
      for (const url of Object.keys(expected)) today[url] = await get(url);
      expect(usersInOneOrder(today)).toMatchObject(usersInOneOrder(expected));
    });

    it('runs with the stored password and changes only differences', async () => {
      const { ended, changes } = await run();
      expect(ended).toMatchObject({
        status: 'succeeded-with-problems',
        counts: {
          read: 12,
          created: 1,
          updated: 1,
          activated: 0,
          unchanged: 9,
          problems: 1,
          inactive: 0,
          notSeen: 0,
          pinned: 0,
          incomplete: 1,
        },
      });
      expect(changes).toMatchObject([
        {
          kind: 'update',
          matchedBy: 'link',
          dn: 'uid=frances,ou=people,dc=example,dc=org',
          before: { department: 'Compilers' },
          after: { department: 'Research' },
        },
        // Without her e-mail address, which is not valid. Earlier versions did not create her.
        { kind: 'create', dn: 'uid=barbara,ou=people,dc=example,dc=org', after: { userName: 'barbara' } },
      ]);
    });

    it('changes nothing in the next run', async () => {
      const { ended, changes } = await run();
      expect(ended.counts).toMatchObject({ read: 12, unchanged: 11, problems: 1, incomplete: 1 });
      expect(changes).toEqual([]);
    });

    it('continues the history of a user', async () => {
      const { items: users } = await get('users?query=frances');
      const { items: history } = (await get(`users/${users[0].id}/history`)) as Page<Change>;
      expect(history.map(({ kind }) => kind)).toEqual(['update', 'create']);
    });
  });

  describe('a run that was queued', () => {
    it('is executed', async () => {
      const database = await postgresDump({ version, file: 'queued.sql' }, slapd.url);
      const host = await realHost(database.environment);
      try {
        const admin = await Client.signIn(host, 'admin', PASSWORDS.admin);
        const shown = async () => (await admin.get(`runs/${database.openRunId}`).expect(200)).body;
        await vi.waitUntil(async () => (await shown()).endedAt !== null, SOON);
        expect(await shown()).toMatchObject({
          status: 'succeeded-with-problems',
          startedBy: 'admin',
          counts: {
            read: 12,
            created: 1,
            updated: 2,
            activated: 0,
            unchanged: 8,
            problems: 1,
            inactive: 0,
            notSeen: 0,
            pinned: 0,
            incomplete: 1,
          },
        });
      } finally {
        await host.stop();
        await database.drop();
      }
    });
  });

  describe('a settings file', () => {
    it('is imported, exported unchanged, and can be used for a run', async () => {
      const { admin: ADMIN_PASSWORD, operator: OPERATOR_PASSWORD } = PASSWORDS;
      const host = await realHost({ DATA_DIR: path.join(folder, 'data'), ADMIN_PASSWORD, OPERATOR_PASSWORD });
      try {
        const settings = fixture('settings.json');
        settings.dataPool.urls = [slapd.url];
        const file = path.join(folder, 'settings.json');
        writeFileSync(file, JSON.stringify(settings));
        const commands = new CommandLine({ ADMIN_PASSWORD, LDAP_BIND_PASSWORD: BIND_PASSWORD });

        const imported = await commands.run('settings', 'import', file, '--host', host.url);
        expect(imported).toMatchObject({ exitCode: 0, messages: '' });
        const exported = await commands.run('settings', 'export', '--host', host.url);
        expect(JSON.parse(exported.out)).toMatchObject(upgradeSearch(settings) as Row);
        const { exitCode, answer } = await commands.json('run', '--host', host.url);
        expect(answer.run.counts).toMatchObject({ read: 12, created: 11, problems: 1, incomplete: 1 });
        expect(exitCode).toBe(3);
      } finally {
        await host.stop();
      }
    });
  });
});
