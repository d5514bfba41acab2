import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Directory } from '../module/a-directory.js';
import { Client, givenPasswords, type RealHost } from './real-host.js';

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'dist/host/main.js');
const MB = 1024 * 1024;

/** Writes to the embedded database, opened as the host opens it, until it ends. Then prints why, and ends by itself. */
const WRITE_UNTIL_FULL = `
  const { EmbeddedDatabase } = await import('${ROOT}/dist/host/database/embedded/embedded-database.service.js');
  const embedded = new EmbeddedDatabase({ database: { kind: 'embedded', folder: process.env.DATA_DIR + '/database' } });
  const database = await embedded.open();
  let reason;
  void embedded.ended.then((ended) => (reason = ended));
  await database.exec('create table filler (a text)');
  while (!reason) {
    await database
      .exec("insert into filler select repeat(md5(g::text), 20) from generate_series(1, 3000) g")
      .catch(() => undefined);
  }
  const later = await database.exec('select 1').catch(({ code }) => code);
  console.log(JSON.stringify({ message: reason.message, later }));
  await embedded.onApplicationShutdown();`;

let folder: string;
let directory: Directory;
beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error('Build first: npm run build.');
  folder = await mkdtemp(join(tmpdir(), 'full-disk-'));
  directory = await Directory.withPeople(9);
});
afterAll(async () => {
  await directory?.stop();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Starts Node in a mount namespace, with a data folder that is a small file system of its own. The file system ends with
 * the process.
 */
function startOnSmallDisk(megabytes: number, nodeArguments: readonly string[]) {
  const { url, readerDn, readerPassword, baseDn } = directory.slapd;
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    DATA_DIR: folder,
    ...givenPasswords,
    LOG_LEVEL: 'silent',
    LDAP_URL: url,
    LDAP_BIND_DN: readerDn,
    LDAP_BIND_PASSWORD: readerPassword,
    LDAP_BASE_DN: baseDn,
    LDAP_FILTER: '(objectClass=inetOrgPerson)',
  };
  const mount = `mount -t tmpfs -o size=${megabytes}m tmpfs "$DATA_DIR" && exec "$0" "$@"`;
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const args = [...asRoot, '--mount', 'sh', '-c', mount, process.execPath, ...nodeArguments];
  const child = spawn('unshare', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { out: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.errors += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...text }));
  /** Resolves when the host listens. */
  const ready = async () => {
    while (!text.out.includes('Ready:')) {
      const end = await Promise.race([once(child.stdout, 'data').then(() => undefined), ended]);
      if (end) throw new Error(`It ended: ${end.out}${end.errors}`);
    }
    return { url: /Ready: (\S+)\/admin/.exec(text.out)![1]! } as RealHost;
  };
  /** The folder as the process sees it. */
  const disk = `/proc/${child.pid}/root${folder}`;
  return { child, ended, ready, disk };
}

async function fill(disk: string, leave: number): Promise<string> {
  const { bavail, bsize } = await statfs(disk);
  const filler = join(disk, 'filler');
  await writeFile(filler, Buffer.alloc(bavail * bsize - leave));
  return filler;
}

describe('a host whose disk is full', () => {
  it('fails the run before anything is written, says so, and goes on when there is space', async () => {
    const host = startOnSmallDisk(250, [MAIN]);
    try {
      const ready = await host.ready();
      const operator = await Client.signIn(ready, 'operator');
      const run = async () => {
        const { body } = await operator.post('batch-synchronizations/LDAPAddonBatchSync/runs', { mode: 'apply' });
        for (;;) {
          const { body: now } = await operator.get(`runs/${body.id}`).expect(200);
          if (now.endedAt) return now;
        }
      };
      const filler = await fill(host.disk, 33 * MB);
      expect(await run()).toMatchObject({ status: 'failed', reason: { code: 'DATABASE_FULL' } });
      const { body: health } = await request(ready.url).get('/health').expect(503);
      expect(health.details.database).toMatchObject({ status: 'down', code: 'DATABASE_FULL' });

      await rm(filler);
      expect(await run()).toMatchObject({ status: 'succeeded', counts: { created: 9 } });
    } finally {
      host.child.kill('SIGTERM');
      expect(await host.ended).toMatchObject({ code: 0 });
    }
  });

  it('ends its database with a sentence when no statement can be executed any more', async () => {
    const { ended } = startOnSmallDisk(120, ['-e', WRITE_UNTIL_FULL]);
    const { code, out, errors } = await ended;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(JSON.parse(out)).toEqual({
      message: `The disk of ${folder}/database/pglite is full, and the embedded database cannot continue. Free some space, then start the host again.`,
      later: '53100',
    });
  });

  it('does not start, and says why', async () => {
    const { ended } = startOnSmallDisk(20, [MAIN]);
    expect(await ended).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^The disk of \S+ is full, and the embedded database cannot continue\. .*\n$/),
    });
  });
});
