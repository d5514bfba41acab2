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

export const jobPath = (job: string, rest: string) => `/api/batch-synchronizations/${encodeURIComponent(job)}/${rest}`;

export const jobsQuery = queryOptions({
  queryKey: JOBS_KEY,
  queryFn: ({ signal }) => call<readonly Job[]>('GET', '/api/batch-synchronizations', undefined, signal),
});

/** The JSON Schema of the settings and the layout of their form, from the manifest. */
export interface FormDefinition {
  readonly schema: object;
  readonly layout: FormLayout;
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
