import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';

import type { RunningHost } from '../host/database/host-descriptor.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';
import { LocalClient } from './local-client.js';
import type { SyncClient } from './sync-client.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** How long to wait for another command that uses the database. */
export interface Patience {
  readonly seconds: number;
  /** Called once, when the wait begins. */
  onWait(dataFolder: string): void;
}

const RETRY_MS = 250;

/**
 * Opens the add-on in this process, or finds the host that has the embedded database open. Commands without a host take
 * turns: this one waits while another process uses the database and is not, or not yet, a host that answers requests.
 *
 * @throws `DATA_FOLDER_IN_USE` when the other process does not end in time.
 */
export async function openLocalClient(
  environment: Environment,
  job: string,
  patience: Patience,
): Promise<SyncClient | RunningHost> {
  const until = performance.now() + patience.seconds * 1000;
  for (let attempt = 1; ; attempt++) {
    const opened = await openOrFindHost(environment, job);
    if (opened) return opened;
    const { dataFolderOf } = await import('../host/database/host-descriptor.js');
    const folder = dataFolderOf(environment);
    if (attempt === 1) patience.onWait(folder);
    await waitUntilFree(environment, until);
    if (performance.now() >= until) {
      throw new CliError('DATA_FOLDER_IN_USE', {
        params: { folder, seconds: patience.seconds },
        exitCode: EXIT.failed,
      });
    }
  }
}

/** Undefined if another process uses the database and is not a host that answers requests. */
async function openOrFindHost(environment: Environment, job: string): Promise<SyncClient | RunningHost | undefined> {
  const { createStandalone } = await standalone();
  try {
    const quiet = { LOG_LEVEL: 'error', ...environment };
    return new LocalClient(await createStandalone({ environment: quiet }), job, userName());
  } catch (error) {
    if (nameOf(error) !== 'DataFolderInUse') throw await toLocalError(error);
    const { runningHost } = await import('../host/database/host-descriptor.js');
    return runningHost(environment);
  }
}

async function waitUntilFree(environment: Environment, until: number): Promise<void> {
  const { isDataFolderInUse, runningHost } = await import('../host/database/host-descriptor.js');
  while (performance.now() < until && isDataFolderInUse(environment) && !runningHost(environment)) {
    await setTimeout(RETRY_MS);
  }
}

// Imported on demand: a remote command does not load Nest, and works in the published package, which has no host.
async function standalone(): Promise<typeof import('../host/standalone.js')> {
  try {
    return await import('../host/standalone.js');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw isMissing ? new CliError('LOCAL_UNAVAILABLE', { exitCode: EXIT.wrongUsage, cause }) : cause;
  }
}

/** Uses the host's description of a failed start. */
export async function toLocalError(error: unknown): Promise<unknown> {
  const { seedFailure } = await import('../host/config/seed-failure.js');
  const isConfiguration = nameOf(seedFailure(error) ?? error) === 'ConfigurationError';
  if (nameOf(error) === 'SyncError' && !isConfiguration) return error;
  const { startFailure } = await import('../host/start-failure.js');
  const exitCode = isConfiguration ? EXIT.wrongUsage : EXIT.failed;
  return new CliError('NOT_OPENED', { exitCode, message: startFailure(error), cause: error });
}

export function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

/** The user of this machine. */
export function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null; // a user id without a name, as in containers
  }
}
