/** Measures one run of the product in a separate process, so that peak memory is that of the product alone. */
import { fork } from 'node:child_process';

import { cpuSeconds } from './cpu-time.ts';
import type { ProductDatabase } from './bench-database.ts';
import type { BenchDirectory } from './bench-directory.ts';

export interface Measure {
  readonly name: string;
  /** From the start request, or the request to cancel, to the end of the run. */
  readonly seconds: number;
  /** CPU time in the same period: of the host, the directory server and the database server together. */
  readonly cpu?: number;
  /** Peak resident memory of the process in bytes, if meaningful. */
  readonly peakRss?: number;
  /** The longest time in seconds in which the event loop of the process did nothing else. */
  readonly longestStall?: number;
  /** Bytes of write-ahead log; undefined for the embedded database. */
  readonly wal?: number;
  readonly counts?: Readonly<Record<string, number>>;
}

/** The last message of the measured process. One before, without content, tells that the measured period begins. */
export interface ProductRun {
  readonly seconds: number;
  readonly peakRss: number;
  readonly longestStall?: number;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly reason: unknown;
}

export interface ProductTarget {
  readonly directory: BenchDirectory;
  /** If absent, the embedded database in `dataFolder` is used. */
  readonly database?: ProductDatabase;
  readonly dataFolder?: string;
  /** Synchronizes this person alone. */
  readonly only?: string;
  /** The run is cancelled in this status, and measured from then on. */
  readonly cancelWhile?: 'reading' | 'applying';
}

export async function measureProduct(
  name: string,
  { directory, database, dataFolder, only, cancelWhile }: ProductTarget,
): Promise<Measure> {
  await database?.settle();
  const before = await database?.walPosition();
  const environment = {
    ...directoryEnvironment(directory),
    ...(database && { DATABASE_URL: database.url }),
    ...(dataFolder && { DATA_DIR: dataFolder }),
    ...(only && { BENCH_ONLY: only }),
    ...(cancelWhile && { BENCH_CANCEL_WHILE: cancelWhile }),
  };
  const servers = [directory.slapd.pid, ...(database ? [database.server] : [])];
  const { cpu, ...run } = await runScript('./product.mjs', environment, servers);
  const after = await database?.walPosition();
  if (run.status !== (cancelWhile ? 'cancelled' : 'succeeded'))
    throw new Error(`${name}: ${run.status} ${JSON.stringify(run.reason ?? run.counts)}`);
  const { seconds, peakRss, longestStall, counts } = run;
  return {
    name,
    seconds,
    cpu,
    peakRss,
    counts,
    ...(longestStall !== undefined && { longestStall }),
    ...(before !== undefined && after !== undefined && { wal: after - before }),
  };
}

/**
 * Runs a script of this folder and returns its last message, and the CPU time of the script and the servers between its
 * messages.
 *
 * @param servers ids of processes.
 */
export async function runScript(
  script: string,
  environment: NodeJS.ProcessEnv,
  servers: readonly number[] = [],
): Promise<ProductRun & { readonly cpu: number }> {
  const child = fork(new URL(script, import.meta.url), {
    env: { ...process.env, ...environment },
    execArgv: process.env['BENCH_NODE_OPTIONS']?.split(' ') ?? [],
  });
  const usedCpu = () => cpuSeconds(child.pid ?? 0, ...servers);
  return new Promise((resolve, reject) => {
    let cpuBefore = 0;
    let result: (ProductRun & { readonly cpu: number }) | undefined;
    child.on('message', (message: ProductRun | null) => {
      if (message) result = { ...message, cpu: usedCpu() - cpuBefore };
      else cpuBefore = usedCpu();
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      result && code === 0 ? resolve(result) : reject(new Error(`${script} ended with ${code}.`)),
    );
  });
}

export function directoryEnvironment({ slapd }: BenchDirectory): NodeJS.ProcessEnv {
  return {
    LDAP_URL: slapd.url,
    LDAP_BIND_DN: slapd.readerDn,
    LDAP_BIND_PASSWORD: slapd.readerPassword,
    LDAP_BASE_DN: slapd.baseDn,
    LDAP_FILTER: '(objectClass=inetOrgPerson)',
    SETTINGS_KEY: 'a key for the bench, thirty-two characters long',
    LOG_LEVEL: 'warn',
  };
}
