import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runningHost } from '../../../src/host/database/host-descriptor.js';
import { PASSWORDS } from './fake-host.js';
import { startHostProcess } from './host-process.js';
import { Listener } from './listener.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'process-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const startProcess = (environment: Record<string, string>, args: readonly string[] = []) =>
  startHostProcess({ DATA_DIR: join(folder, 'data'), ...environment }, args);

describe('the process of the host', () => {
  it('exits with code 2 and names the invalid variables', async () => {
    const { code, errors, out } = await startProcess({ PORT: 'http', ADMIN_PASSWORD: 'short' }, ['--role', 'boss'])
      .ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    for (const variable of ['PORT', 'ADMIN_PASSWORD', 'ROLE']) expect(errors).toContain(`${variable}: must`);
    expect(errors).not.toContain('    at ');
  });

  it('exits with code 1 and one sentence if its port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, errors } = await startProcess({
      PORT: String(port),
      DATA_DIR: join(folder, 'taken'),
      LOG_LEVEL: 'error',
    }).ended;
    taken.close();
    expect({ code, errors }).toEqual({
      code: 1,
      errors: `Port ${port} of 127.0.0.1 is already in use. Set PORT to a free port.\n`,
    });
  });

  it('exits with code 1 and one sentence if its database is unreachable', async () => {
    const DATABASE_URL = 'postgresql://nobody:secret-of-the-database@127.0.0.1:9/none';
    const { code, errors } = await startProcess({
      DATABASE_URL,
      SETTINGS_KEY: 'a settings key for tests, 0123456789',
      LOG_LEVEL: 'silent',
    }).ended;
    expect({ code, errors }).toEqual({
      code: 1,
      errors: expect.stringMatching(/^The database of DATABASE_URL cannot be reached .*\n$/),
    });
    expect(errors).not.toContain('secret-of-the-database');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'exits with code 0 within seconds after %s, even with open streams',
    async (signal) => {
      const host = startProcess({});
      const url = await host.ready();
      const { body } = await request(url)
        .post('/api/session')
        .send({ user: 'admin', password: PASSWORDS.admin })
        .expect(201);
      const stream = await Listener.to(`${url}/api/cache/events`, { Authorization: `Bearer ${body.token}` });
      const asked = performance.now();
      host.child.kill(signal);
      expect(await host.ended).toMatchObject({ code: 0, signal: null });
      expect(performance.now() - asked).toBeLessThan(5_000);
      expect(await stream.readAll()).toEqual([]);
    },
  );

  it('releases its data folder when it is killed, so that the next host starts', async () => {
    const killed = startProcess({});
    await killed.ready();
    const second = await startProcess({}).ended;
    expect(second).toMatchObject({ code: 1, errors: expect.stringContaining('is in use by another process') });
    expect(second.errors).not.toContain('    at ');

    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(runningHost({ DATA_DIR: join(folder, 'data') })).toBeUndefined();
    const next = startProcess({});
    await request(await next.ready())
      .get('/health')
      .expect(200);
    next.child.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0 });
  });
});
