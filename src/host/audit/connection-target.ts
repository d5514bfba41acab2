import type { BatchSyncJobs, DataPools } from '../../index.js';

type Settings = Readonly<Record<string, unknown>>;

/** The servers to which a check connects: those of unsaved settings, else those of the job. */
export async function connectionTarget(
  { jobs, pools }: { readonly jobs: BatchSyncJobs; readonly pools: DataPools },
  job: string,
  { dataPool }: Settings = {},
): Promise<readonly string[]> {
  if (isObject(dataPool) && serversOf(dataPool).length > 0) return serversOf(dataPool);
  const name = isText(dataPool) ? dataPool : (await jobs.settings(job).catch(() => undefined))?.settings['dataPool'];
  if (isObject(name)) return serversOf(name);
  const stored = isText(name) ? await pools.get(name).catch(() => undefined) : undefined;
  return serversOf(stored?.settings ?? {});
}

/** The servers of the settings of a data pool. */
export function serversOf({ urls }: Settings): readonly string[] {
  // What stands before an @ may be a password.
  return Array.isArray(urls) ? urls.filter(isText).map((url) => url.replace(/\/\/.*@/s, '//')) : [];
}

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
