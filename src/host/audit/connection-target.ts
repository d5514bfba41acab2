import type { BatchSyncJobs } from '../../index.js';

type Settings = Readonly<Record<string, unknown>>;

/** The servers to which a check connects: those of unsaved settings, else those of the job. */
export async function connectionTarget(
  jobs: BatchSyncJobs,
  job: string,
  settings: Settings = {},
): Promise<readonly string[]> {
  const given = urlsOf(settings);
  if (given.length > 0) return given;
  const stored = await jobs.settings(job).catch(() => undefined);
  return urlsOf(stored?.settings ?? {});
}

function urlsOf({ dataPool }: Settings): readonly string[] {
  const urls: unknown = typeof dataPool === 'object' && dataPool !== null ? Reflect.get(dataPool, 'urls') : undefined;
  // What stands before an @ may be a password.
  return Array.isArray(urls) ? urls.filter(isText).map((url) => url.replace(/\/\/.*@/s, '//')) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
