import { useQuery } from '@tanstack/react-query';
import { settingsOfPool } from '../../shared/api/data-pools.js';
import { jobsQuery } from '../../shared/api/jobs.js';
import { settingsOfJob, settingsQuery } from '../../shared/api/settings.js';
import { valueAt } from '../form/settings-by-path.js';

export interface TargetJob {
  /** Name of the first job; empty while it is not known, or while the add-on is disabled. */
  readonly first: string;
  /** Whether the first job has never been set up, so that it takes the data pool; otherwise there will be a further job. */
  readonly takesFirst: boolean;
  /** The settings of the first job, in which a further one begins like it. */
  readonly settings: Readonly<Record<string, unknown>> | undefined;
  /** The names of all jobs. */
  readonly taken: readonly string[];
  readonly isDisabled: boolean;
  readonly error: unknown;
}

/** Which job reads the data pool once it is set up. */
export function useTargetJob(pool: string): TargetJob {
  const jobs = useQuery(jobsQuery);
  const first = jobs.data?.find(({ isFirst }) => isFirst);
  const stored = useQuery({ ...settingsQuery(settingsOfJob(first?.name ?? '')), enabled: first !== undefined });
  const own = useQuery({ ...settingsQuery(settingsOfPool(first?.dataPool ?? '')), enabled: first !== undefined });
  const urls = valueAt(own.data?.settings, 'dataPool.urls');
  const isEmpty = Array.isArray(urls) && urls.length === 0;
  const isUnused = first?.lastRunId === null && stored.data?.version === 0;
  return {
    first: first?.name ?? '',
    takesFirst: isUnused && (isEmpty || first.dataPool === pool),
    settings: own.isSuccess ? stored.data?.settings : undefined,
    taken: jobs.data?.map(({ name }) => name) ?? [],
    isDisabled: jobs.isSuccess && first === undefined,
    error: jobs.error ?? stored.error ?? own.error,
  };
}
