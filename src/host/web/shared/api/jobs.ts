import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './client.js';
import type {
  FormLayout,
  Job,
  RunFiguresRow,
  RunRow,
  SchedulePreview,
  SettingChange,
  SettingsRecord,
} from './api-types.js';

export const JOBS_KEY = ['batch-synchronizations'];

export const jobPath = (job: string, rest = '') =>
  `/api/batch-synchronizations/${encodeURIComponent(job)}${rest && `/${rest}`}`;

export const jobsQuery = queryOptions({
  queryKey: JOBS_KEY,
  queryFn: ({ signal }) => call<readonly Job[]>('GET', '/api/batch-synchronizations', undefined, signal),
});

export interface NewJob {
  readonly name: string;
  readonly description: string;
  /** Name of its data pool. */
  readonly dataPool: string;
  /** All or a part. @default the default settings */
  readonly settings?: SettingsRecord;
}

export function useCreateJob() {
  return useJobsMutation((job: NewJob) => call<unknown>('POST', '/api/batch-synchronizations', job));
}

export function useDescribeJob(job: string) {
  return useJobsMutation((description: string) => call<unknown>('PUT', jobPath(job), { description }));
}

/** The host refuses to delete a job whose run has not ended, and the first job of a process. */
export function useDeleteJob(job: string) {
  return useJobsMutation(() => call<void>('DELETE', jobPath(job)));
}

function useJobsMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  // Not awaited: what follows a deletion happens while its page is still there.
  return useMutation({ mutationFn, onSettled: () => void queries.invalidateQueries({ queryKey: JOBS_KEY }) });
}

/** The JSON Schema of the settings and the layout of their form, from the manifest. */
export interface FormDefinition {
  readonly schema: object;
  readonly layout: FormLayout;
  /** Settings of the same process that have a form on another page. */
  readonly elsewhere?: FormDefinition & { readonly page: string };
}

export const settingsFormQuery = (job: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, job, 'schema'],
    queryFn: ({ signal }) => call<FormDefinition>('GET', jobPath(job, 'settings/schema'), undefined, signal),
    staleTime: Infinity,
  });

/** What guards counted in the latest runs, newest first. */
export const guardFiguresQuery = (job: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, job, 'guard-figures'],
    queryFn: ({ signal }) => call<readonly RunFiguresRow[]>('GET', jobPath(job, 'guard-figures'), undefined, signal),
  });

export const previewQuery = (job: string, expression: string, timeZone: string, language: string) =>
  queryOptions({
    queryKey: ['schedule-preview', job, expression, timeZone, language],
    queryFn: ({ signal }) =>
      call<SchedulePreview>('POST', jobPath(job, 'schedule-preview'), { expression, timeZone }, signal),
    retry: false,
    staleTime: 30_000,
  });

/** The settings that have changed since the last applied run; null if they are not known. Operators get no values. */
export const changedSettingsQuery = (job: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, job, 'changed-settings'],
    queryFn: ({ signal }) =>
      call<{ readonly changes: readonly SettingChange[] | null }>(
        'GET',
        jobPath(job, 'changed-settings'),
        undefined,
        signal,
      ),
    staleTime: 0,
  });

/** Plans what a run would change with these settings, saved or not. */
export function useStartPreview(job: string) {
  return useMutation({
    mutationFn: (settings: SettingsRecord) => call<RunRow>('POST', jobPath(job, 'plan'), { settings }),
  });
}

/**
 * Starts a run, or a plan, which changes nothing.
 *
 * @param only someone who is synchronized alone.
 */
export function useStartRun(job: string, mode: RunRow['mode'], only?: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call<RunRow>('POST', jobPath(job, 'runs'), { mode, ...(only !== undefined && { only }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: JOBS_KEY }),
  });
}
