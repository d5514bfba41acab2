import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { afterEach, expect, it } from 'vitest';

import { LdaptsDirectoryReader } from '../../../src/directory/ldapts-directory-reader.js';
import { DirectoryHealth } from '../../../src/jobs/directory-health.js';
import type { CurrentSettings, SettingsDesk } from '../../../src/jobs/settings-desk.js';
import { BatchSyncSettings } from '../../../src/settings/batch-sync-settings.js';
import { RunMeter } from '../../../src/sync/run-meter.js';
import { aDirectory, poolOf } from './directory-bench.js';

const slapd = await aDirectory();
const silent: SilentServer[] = [];
afterEach(() => silent.splice(0).forEach((server) => server.close()));

it('calls a directory up whose second server answers behind a first one that is silent', async () => {
  const { url } = await aSilentServer();
  expect(await stateOf([url, slapd.url])).toEqual({ up: true, code: null });
});

it('says that a directory timed out when none of its servers answers', async () => {
  const servers = [await aSilentServer(), await aSilentServer()];
  expect(await stateOf(servers.map(({ url }) => url))).toEqual({ up: false, code: 'LDAP_TIMEOUT' });
  // Each had its time, and nothing goes on after the answer.
  for (const server of servers) {
    expect(server.connections).toBe(1);
    await server.abandoned;
  }
});

function stateOf(urls: readonly string[]) {
  const settings = Object.assign(new BatchSyncSettings(), { dataPool: poolOf(slapd, { urls: [...urls] }) });
  const current = { symbolicName: '', stored: undefined, settings, errors: [], secretFault: undefined };
  const desk = { current: () => Promise.resolve<CurrentSettings>(current) } as SettingsDesk;
  return new DirectoryHealth(desk, new LdaptsDirectoryReader(), new RunMeter({})).state();
}

/** Takes connections and never says a word. */
class SilentServer {
  connections = 0;
  readonly url: string;
  /** Resolves when the client has closed its connection. */
  readonly abandoned: Promise<void>;
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
    this.url = `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.abandoned = new Promise((resolve) => {
      server.on('connection', (socket: Socket) => {
        this.connections += 1;
        socket.on('error', () => undefined).on('close', () => resolve());
        socket.resume();
      });
    });
  }

  close(): void {
    this.#server.close();
  }
}

async function aSilentServer(): Promise<SilentServer> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const started = new SilentServer(server);
  silent.push(started);
  return started;
}
