import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { DataFolderInUse, DataFolderLock } from './data-folder-lock.js';

/** What a host with the embedded database publishes: its URL and a token for its API. */
export interface HostDescriptor {
  readonly url: string;
  readonly token: string;
  /** The id of its process. Hosts before 0.3.0 do not publish it. */
  readonly pid?: number;
}

/** A host that runs on this machine. */
export interface RunningHost extends HostDescriptor {
  readonly dataFolder: string;
}

/** The file in which a host with the embedded database publishes its URL and a token. */
export function hostDescriptorPath(dataFolder: string): string {
  return join(dataFolder, 'host.json');
}

export function readHostDescriptor(dataFolder: string): HostDescriptor | undefined {
  try {
    const { url, token, pid } = JSON.parse(
      readFileSync(hostDescriptorPath(dataFolder), 'utf8'),
    ) as Partial<HostDescriptor>;
    return url && token ? { url, token, ...(typeof pid === 'number' && { pid }) } : undefined;
  } catch {
    return undefined;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The data folder of an environment. */
export function dataFolderOf(environment: Environment): string {
  return resolve(environment['DATA_DIR'] || '.data');
}

/**
 * The host that has the embedded database of this environment open, or undefined. For the command line. The descriptor of
 * a host that was killed is ignored: the folder may be in use by another command.
 */
export function runningHost(environment: Environment = process.env): RunningHost | undefined {
  if (!isDataFolderInUse(environment)) return undefined;
  const dataFolder = dataFolderOf(environment);
  const descriptor = readHostDescriptor(dataFolder);
  return descriptor && isAlive(descriptor.pid) ? { ...descriptor, dataFolder } : undefined;
}

/** Whether a process has the embedded database of this environment open. */
export function isDataFolderInUse(environment: Environment): boolean {
  if (environment['DATABASE_URL']) return false;
  try {
    DataFolderLock.acquire(join(dataFolderOf(environment), 'database')).release();
    return false;
  } catch (error) {
    if (error instanceof DataFolderInUse) return true;
    throw error;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it runs as another user
  }
}
