import { userInfo } from 'node:os';

import type { RunningHost } from '../host/database/host-descriptor.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';
import { LocalClient } from './local-client.js';
import type { SyncClient } from './sync-client.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Opens the add-on in this process, or finds the host that has the embedded database open. */
export async function openLocalClient(environment: Environment, job: string): Promise<SyncClient | RunningHost> {
  const { createStandalone } = await standalone();
  try {
    const quiet = { LOG_LEVEL: 'error', ...environment };
    return new LocalClient(await createStandalone({ environment: quiet }), job, userName());
  } catch (error) {
    if (nameOf(error) === 'DataFolderInUse') return findRunningHost(environment, error);
    throw await toLocalError(error);
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

async function findRunningHost(environment: Environment, cause: unknown): Promise<RunningHost> {
  const { runningHost } = await import('../host/database/host-descriptor.js');
  const host = runningHost(environment);
  if (host) return host;
  throw new CliError('DATA_FOLDER_IN_USE', { exitCode: EXIT.failed, message: (cause as Error).message, cause });
}

/** Uses the host's description of a failed start. */
export async function toLocalError(error: unknown): Promise<unknown> {
  if (nameOf(error) === 'SyncError') return error;
  const { startFailure } = await import('../host/start-failure.js');
  const exitCode = nameOf(error) === 'ConfigurationError' ? EXIT.wrongUsage : EXIT.failed;
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
