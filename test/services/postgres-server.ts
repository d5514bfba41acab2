import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, chownSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';

import { freePort } from '../../scripts/lib/free-port.ts';
import { asOwner, type Owner, unprivilegedUser } from './unprivileged-user.ts';

export interface PostgresServer {
  /** URL of the maintenance database with the superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A file system of a few megabytes, which only the server and its children have mounted. */
export interface SmallDisk {
  /** As the server sees it. */
  readonly location: string;
  /** As this process sees it. */
  readonly folder: string;
}

/** A server that the test has for itself. */
export interface OwnPostgresServer extends PostgresServer {
  /** Ends all connections at once, as a crash does, and starts again on the same port. */
  crashAndRestart(): void;
}

/** Fast settings for tests, without durability. */
const TEST_SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'max_wal_size=4GB',
];

/**
 * Uses the PostgreSQL of `TEST_DATABASE_URL`, or starts one in a temporary folder on a free loopback port. A started
 * server ends with this process, even if this process is killed.
 *
 * @param settings settings of a started server, as in postgresql.conf.
 */
export async function startPostgres(settings: readonly string[] = TEST_SETTINGS): Promise<PostgresServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  return startOwnPostgres(settings);
}

/** Starts a server, also when `TEST_DATABASE_URL` names one. */
export function startOwnPostgres(settings: readonly string[] = TEST_SETTINGS): Promise<OwnPostgresServer> {
  return startServer(settings, (command) => command);
}

/** Starts a server that has a small disk for a tablespace. */
export async function startPostgresWithSmallDisk(): Promise<OwnPostgresServer & { readonly smallDisk: SmallDisk }> {
  const location = mkdtempSync(join(tmpdir(), 'ldap-batch-sync-disk-'));
  const server = await startServer(TEST_SETTINGS, (command, owner) => withSmallDisk(location, owner, command));
  const stopAndClean = async () => {
    await server.stop();
    rmSync(location, { recursive: true, force: true });
  };
  return { ...server, stop: stopAndClean, smallDisk: { location, folder: `/proc/${server.pid}/root${location}` } };
}

/** @param wrap what starts the command of the server, as the owner of its folder. */
async function startServer(
  settings: readonly string[],
  wrap: (command: readonly string[], owner: Owner | undefined) => readonly string[],
): Promise<OwnPostgresServer & { readonly pid: number | undefined }> {
  const bin = findBinaries();
  const owner = unprivilegedUser(['postgres', 'nobody']);
  const folder = mkdtempSync(join(tmpdir(), 'ldap-batch-sync-pg-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  initialise(bin, data, owner);

  const port = await freePort();
  const options = settings.flatMap((setting) => ['-c', setting]);
  const watched = ['sh', '-c', WATCHED, join(bin, 'postgres'), folder, data, String(port), ...options];
  const [command = '', ...args] = wrap(asOwner(owner, watched), owner);
  const server = spawn(command, args, { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await untilReady(url, server, folder);
  const restart = ['restart', '-D', data, '-m', 'immediate', '-w', '-l', join(folder, 'log')];
  const crashAndRestart = () =>
    void execFileSync(join(bin, 'pg_ctl'), restart, { ...owner, cwd: folder, stdio: 'ignore' });
  return { url, pid: server.pid, crashAndRestart, stop: () => stop(server) };
}

/** Mounts the small disk for a command, which then runs without privileges. */
function withSmallDisk(disk: string, owner: Owner | undefined, command: readonly string[]): readonly string[] {
  const asOwnerOfDisk = owner ? `,uid=${owner.uid},gid=${owner.gid}` : '';
  const mount = `mount -t tmpfs -o size=2m,mode=0700${asOwnerOfDisk} tmpfs "$0" && exec "$@"`;
  if (owner) return ['unshare', '--mount', 'sh', '-c', mount, disk, ...command];
  const backToUser = ['unshare', '--user', `--map-user=${process.getuid?.()}`, `--map-group=${process.getgid?.()}`];
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', mount, disk, ...backToUser, ...command];
}

// When this process ends, the standard input of the shell closes. The shell then stops the server and deletes its folder.
const WATCHED = `
folder=$1 data=$2 port=$3
shift 3
"$0" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= "$@" >"$folder/log" 2>&1 </dev/null &
cat >/dev/null
"$(dirname "$0")/pg_ctl" stop -D "$data" -m fast -w >/dev/null 2>&1 || kill -INT $!
wait
rm -rf "$folder"
`;

function findBinaries(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    process.env['PG_BIN'] ?? '',
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  if (!found) {
    throw new Error(
      'These tests need PostgreSQL 15 or newer: install it (Debian: apt-get install postgresql) or name a server in TEST_DATABASE_URL.',
    );
  }
  return found;
}

function initialise(bin: string, data: string, owner: Owner | undefined): void {
  const options = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), options, { ...owner, cwd: join(data, '..'), stdio: ['ignore', 'ignore', 'pipe'] });
}

async function untilReady(url: string, server: ChildProcess, folder: string): Promise<void> {
  let last: unknown;
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt++) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : 'no log';
  server.stdin?.end();
  throw new Error(`PostgreSQL did not start: ${log}`, { cause: last });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.end();
  await ended;
}
