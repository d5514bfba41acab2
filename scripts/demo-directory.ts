/** The demo directory: a slapd on loopback with sample people. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

import { ACTIVE_FILTER, BASE_DN } from './lib/demo-organization.ts';
import { demoTree } from './lib/demo-people.ts';
import { ldif } from './lib/ldif.ts';
import { endServer, isAlive, isServing, type ServerFiles } from './lib/processes.ts';
import { Slapd } from './slapd.ts';

export interface DemoDirectory {
  /** Environment variables that seed a host with the connection and a filter for active people. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stops the directory if this call started it. */
  stop(): Promise<void>;
}

/** Stored in the folder, because the host stores the address and it must not change between starts. */
interface DemoState {
  readonly port: number;
  readonly startedBy: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts the directory with its data in `folder`, or uses the one that another `npm start` runs there. */
export async function startDemoDirectory(folder: string): Promise<DemoDirectory> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'demo.json');
  const server = { pidFile: path.join(folder, 'slapd.pid'), argument: path.resolve(folder, 'slapd.conf') };

  const before = read(file);
  if (before && isShared(before, server)) return { environment: before.environment, stop: async () => {} };

  await endServer(server);
  const port = before ? await requireFreePort(before.port, file) : await freePort();
  const slapd = await Slapd.start({ folder, port, suffix: BASE_DN, ldif: demoTree().map(ldif).join('') });
  const environment = {
    LDAP_URL: slapd.url,
    LDAP_BIND_DN: slapd.readerDn,
    LDAP_BIND_PASSWORD: slapd.readerPassword,
    LDAP_BASE_DN: slapd.baseDn,
    LDAP_FILTER: ACTIVE_FILTER,
  };
  writeFileSync(file, JSON.stringify({ port, startedBy: process.pid, environment } satisfies DemoState), {
    mode: 0o600,
  });
  return { environment, stop: () => slapd.stop() };
}

function isShared({ startedBy }: DemoState, server: ServerFiles): boolean {
  return startedBy !== process.pid && isAlive(startedBy) && isServing(server);
}

function read(file: string): DemoState | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DemoState;
  } catch {
    return undefined;
  }
}

async function requireFreePort(port: number, file: string): Promise<number> {
  if (await isFree(port)) return port;
  throw new Error(
    `Another program uses port ${port} of the demo directory. Stop that program, or delete ${file}, ` +
      'start again, and enter the new address in Admin.',
  );
}

/** Below the ephemeral ports, so that it is likely to be free at the next start. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
}
