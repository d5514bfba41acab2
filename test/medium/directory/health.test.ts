import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { afterEach, expect, it } from 'vitest';

import { LdaptsDirectoryReader } from '../../../src/directory/read/ldapts-directory-reader.js';
import type { SettingsStore } from '../../../src/contract/settings-store.js';
import { DirectoryHealthService } from '../../../src/health/directory-health.service.js';
import { RejectedPing } from '../../../src/health/rejected-ping.service.js';
import type { Job } from '../../../src/processes/job.js';
import type { CurrentSettings } from '../../../src/settings/current-settings.js';
import type { JobSettingsService } from '../../../src/settings/job-settings.service.js';
import { BatchSyncSettings } from '../../../src/settings/schema/batch-sync-settings.js';
import type { RunHistory } from '../../../src/engine/ports/run-history.js';
import { RunMetrics } from '../../../src/engine/run-metrics.service.js';
import { aDirectory, poolOf } from './test-directory.js';
import { nothingKnown } from '../../unit/engine/fake-container-history.js';

const slapd = await aDirectory();
const silent: SilentServer[] = [];
afterEach(() => silent.splice(0).forEach((server) => server.close()));

it('reports a directory as up when the first server is silent and the second one responds', async () => {
  const { url } = await aSilentServer();
  expect(await stateOf([url, slapd.url])).toEqual({ dataPool: 'default', up: true, code: null });
});

it('reports a time-out when none of the servers responds', async () => {
  const servers = [await aSilentServer(), await aSilentServer()];
  expect(await stateOf(servers.map(({ url }) => url))).toEqual({
    dataPool: 'default',
    up: false,
    code: 'LDAP_TIMEOUT',
  });
  // Each server was tried, and no connection remains open afterwards.
  for (const server of servers) {
    expect(server.connections).toBe(1);
    await server.closed;
  }
});

function stateOf(urls: readonly string[]) {
  const job: Job = { name: 'job', symbolicName: 'job', dataPool: 'default', settingKey: 'key' };
  const settings = Object.assign(new BatchSyncSettings(), poolOf(slapd, { urls: [...urls] }));
  const current = {
    job,
    stored: undefined,
    settingsVersion: 0,
    dataPoolVersion: 0,
    settings,
    errors: [],
    secretError: undefined,
  };
  const jobSettings = { current: () => Promise.resolve<CurrentSettings>(current) } as unknown as JobSettingsService;
  const history = { newestReads: () => Promise.resolve([]) } as unknown as RunHistory;
  const store = { read: () => Promise.resolve(undefined) } as unknown as SettingsStore;
  const reader = new LdaptsDirectoryReader();
  return new DirectoryHealthService(
    jobSettings,
    reader,
    history,
    new RunMetrics({}),
    new RejectedPing(store),
    nothingKnown(),
  ).check(job);
}

/** Accepts connections and never responds. */
class SilentServer {
  connections = 0;
  readonly url: string;
  /** Resolves when the client has closed its connection. */
  readonly closed: Promise<void>;

  constructor(private readonly server: Server) {
    this.url = `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.closed = new Promise((resolve) => {
      server.on('connection', (socket: Socket) => {
        this.connections += 1;
        socket.on('error', () => undefined).on('close', () => resolve());
        socket.resume();
      });
    });
  }

  close(): void {
    this.server.close();
  }
}

async function aSilentServer(): Promise<SilentServer> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const started = new SilentServer(server);
  silent.push(started);
  return started;
}
