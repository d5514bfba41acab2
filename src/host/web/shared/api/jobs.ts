import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './client.js';
import { rowsQuery } from './runs.js';
import type {
  CheckReport,
  FormLayout,
  Job,
  RunFiguresRow,
  RunRow,
  SavedSettings,
  SchedulePreview,
  Settings,
  SettingChange,
  SettingsComparison,
  SettingsOfVersion,
  SettingsRecord,
  SettingsVersion,
} from './api-types.js';

export const JOBS_KEY = ['batch-synchronizations'];

const path = (job: string, rest: string) => `/api/batch-synchronizations/${encodeURIComponent(job)}/${rest}`;

export const jobsQuery = queryOptions({
  queryKey: JOBS_KEY,
  queryFn: ({ signal }) => call<readonly Job[]>('GET', '/api/batch-synchronizations', undefined, signal),
});

export const settingsQuery = (job: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, job, 'settings'],
    queryFn: ({ signal }) => call<Settings>('GET', path(job, 'settings'), undefined, signal),
  });

/** The JSON Schema of the settings and the layout of their form, from the manifest. */
export interface FormDefinition {
  readonly schema: object;
  readonly layout: FormLayout;
}

export const settingsFormQuery = (job: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, job, 'schema'],
    queryFn: ({ signal }) => call<FormDefinition>('GET', path(job, 'settings/schema'), undefined, signal),
    staleTime: Infinity,
  });

/** What guards counted in the latest runs, newest first. */
export const guardFiguresQuery = (job: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, job, 'guard-figures'],
    queryFn: ({ signal }) => call<readonly RunFiguresRow[]>('GET', path(job, 'guard-figures'), undefined, signal),
  });

export const previewQuery = (job: string, expression: string, timeZone: string, language: string) =>
  queryOptions({
    queryKey: ['schedule-preview', job, expression, timeZone, language],
    queryFn: ({ signal }) =>
      call<SchedulePreview>('POST', path(job, 'schedule-preview'), { expression, timeZone }, signal),
    retry: false,
    staleTime: 30_000,
  });

export interface SaveSettingsRequest {
  readonly settings: SettingsRecord;
  readonly version: number;
}

/** Saves settings. The host refuses a lost update with the code `SETTING_CHANGED`. */
export function useSaveSettings(job: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: SaveSettingsRequest) => call<SavedSettings>('PUT', path(job, 'settings'), request),
    onSuccess: async ({ nextExecution: _next, warnings: _warnings, ...saved }) => {
      queries.setQueryData(settingsQuery(job).queryKey, saved);
      await queries.invalidateQueries({ queryKey: JOBS_KEY, exact: true });
    },
  });
}

/** What a save of these settings would change. */
export function compareSettings(job: string, settings: SettingsRecord): Promise<SettingsComparison> {
  return call<SettingsComparison>('POST', path(job, 'settings/comparison'), { settings });
}

/** The settings that have changed since the last applied run; null if they are not known. Operators get no values. */
export const changedSettingsQuery = (job: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, job, 'changed-settings'],
    queryFn: ({ signal }) =>
      call<{ readonly changes: readonly SettingChange[] | null }>(
        'GET',
        path(job, 'changed-settings'),
        undefined,
        signal,
      ),
    staleTime: 0,
  });

/** The versions of the settings, newest first. */
export const versionsQuery = (job: string) =>
  rowsQuery<SettingsVersion>([...JOBS_KEY, job, 'versions'], path(job, 'settings/versions'));

export const versionQuery = (job: string, version: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, job, 'versions', version],
    queryFn: ({ signal }) =>
      call<SettingsOfVersion>('GET', path(job, `settings/versions/${encodeURIComponent(version)}`), undefined, signal),
    // What would change depends on the version in force.
    staleTime: 0,
  });

export function useCheck(job: string) {
  return useMutation({
    mutationFn: (settings: SettingsRecord) => call<CheckReport>('POST', path(job, 'check'), { settings }),
  });
}

/** Plans what a run would change with these settings, saved or not. */
export function useStartPreview(job: string) {
  return useMutation({
    mutationFn: (settings: SettingsRecord) => call<RunRow>('POST', path(job, 'plan'), { settings }),
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
    mutationFn: () => call<RunRow>('POST', path(job, 'runs'), { mode, ...(only !== undefined && { only }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: JOBS_KEY }),
  });
}
