import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';

import { AddOnModule } from '../../../src/host/add-on.module.js';
import { HostProcessRegistry } from '../../../src/host/admin/host-process-registry.service.js';
import { readHostConfig } from '../../../src/host/config/read-host-config.js';
import { serveHttp } from '../../../src/host/create-host.js';
import { HostModule } from '../../../src/host/host.module.js';
import { hostLogger } from '../../../src/host/logging/host-logger.js';
import { Accounts } from '../../../src/host/session/accounts.service.js';
import { BatchSyncHealth, BatchSyncJobs, BatchSyncRuns, BatchSyncUsers, SyncEvents } from '../../../src/index.js';
import { provideEmptyDatabase } from '../../services/embedded.js';
import { DocumentedAnswers } from './documented-answers.js';
import { FakeAddOnModule, type FakeHealth, type FakeJobs, manifest } from './fake-add-on.js';
import { type FakeEvents } from './fake-events.js';
import { type FakeRuns } from './fake-runs.js';
import { type FakeUsers } from './fake-users.js';

export const PASSWORDS = { admin: 'the-password-of-admin', operator: 'the-password-of-operator' };

/** A host on PGlite with a fake add-on, listening on a free port. */
export async function fakeHost(environment: Record<string, string> = {}) {
  const folder = environment['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'host-')));
  await provideEmptyDatabase(folder);
  const config = readHostConfig({
    PORT: '0',
    TRUSTED_PROXIES: 'loopback',
    DATA_DIR: folder,
    LOG_LEVEL: 'trace',
    ADMIN_PASSWORD: PASSWORDS.admin,
    OPERATOR_PASSWORD: PASSWORDS.operator,
    ...environment,
  });
  const log: string[] = [];
  const logTo = new Writable({ write: (line: Buffer, _encoding, done) => (log.push(line.toString()), done()) });
  const module = await Test.createTestingModule({ imports: [HostModule.forRoot(config, logTo)] })
    .overrideModule(AddOnModule)
    .useModule(FakeAddOnModule)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  app.useLogger(await hostLogger(app));
  serveHttp(app, config);
  await app.init();
  await app.get(HostProcessRegistry, { strict: false }).register(manifest);
  const generated = config.role === 'worker' ? [] : await app.get(Accounts, { strict: false }).ensurePasswords();
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const answers = config.role === 'worker' ? undefined : new DocumentedAnswers(app);

  return {
    app,
    url,
    answers,
    generated,
    folder,
    log: () => log.join(''),
    jobs: app.get<FakeJobs>(BatchSyncJobs, { strict: false }),
    runs: app.get<FakeRuns>(BatchSyncRuns, { strict: false }),
    users: app.get<FakeUsers>(BatchSyncUsers, { strict: false }),
    health: app.get<FakeHealth>(BatchSyncHealth, { strict: false }),
    events: app.get<FakeEvents>(SyncEvents, { strict: false }),
    http: () => request(url),
    token: (user: keyof typeof PASSWORDS = 'admin') => tokenOf(url, user),
    async stop() {
      await app.close();
      answers?.assertAsDocumented();
    },
    async remove() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
      answers?.assertAsDocumented();
    },
  };
}

export type FakeHost = Awaited<ReturnType<typeof fakeHost>>;

async function tokenOf(url: string, user: keyof typeof PASSWORDS): Promise<{ Authorization: string }> {
  const { body } = await request(url).post('/api/session').send({ user, password: PASSWORDS[user] }).expect(201);
  return { Authorization: `Bearer ${body.token}` };
}

/** Signs in as a browser does, with cookie and CSRF token. */
export async function browser(url: string, user: keyof typeof PASSWORDS = 'admin') {
  const agent = request.agent(url);
  const { body } = await agent.post('/api/session').send({ user, password: PASSWORDS[user] }).expect(201);
  return { agent, csrf: { 'X-CSRF-Token': body.csrfToken as string }, token: body.token as string };
}
