import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { DataFolderInUse, DataFolderLock } from './data-folder-lock.js';

/** A host that runs on this machine, and a token for its API. */
export interface RunningHost {
  readonly url: string;
  readonly token: string;
}

/** The file in which a host with the embedded database publishes its URL and a token. */
export function hostDescriptorPath(dataFolder: string): string {
  return join(dataFolder, 'host.json');
}

export function readHostDescriptor(dataFolder: string): RunningHost | undefined {
  try {
    const { url, token } = JSON.parse(readFileSync(hostDescriptorPath(dataFolder), 'utf8')) as Partial<RunningHost>;
    return url && token ? { url, token } : undefined;
  } catch {
    return undefined;
  }
}

/** The host that has the embedded database of this environment open, or undefined. For the command line. */
export function runningHost(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): RunningHost | undefined {
  if (environment['DATABASE_URL']) return undefined;
  const dataFolder = resolve(environment['DATA_DIR'] || '.data');
  return isLocked(join(dataFolder, 'database')) ? readHostDescriptor(dataFolder) : undefined;
}

/** A killed host leaves a descriptor behind, so only a locked folder shows that the host is running. */
function isLocked(folder: string): boolean {
  try {
    DataFolderLock.acquire(folder).release();
    return false;
  } catch (error) {
    if (error instanceof DataFolderInUse) return true;
    throw error;
  }
}
