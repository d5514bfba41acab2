import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { DataFolderInUse, DataFolderLock } from './data-folder-lock.js';

/** A host that runs on this machine, and a token that it accepts. */
export interface RunningHost {
  readonly url: string;
  readonly token: string;
}

/** Where a host with the embedded database writes down how to reach it. */
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

/** The host that holds the embedded database of this environment; undefined when none does. For the command line. */
export function runningHost(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): RunningHost | undefined {
  if (environment['DATABASE_URL']) return undefined;
  const dataFolder = resolve(environment['DATA_DIR'] || '.data');
  return isHeld(join(dataFolder, 'database')) ? readHostDescriptor(dataFolder) : undefined;
}

/** A note that was left behind by a killed host leads nowhere. */
function isHeld(folder: string): boolean {
  try {
    DataFolderLock.take(folder).release();
    return false;
  } catch (error) {
    if (error instanceof DataFolderInUse) return true;
    throw error;
  }
}
