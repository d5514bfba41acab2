import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './client.js';
import type { CheckAnswer, FormLayout, Job, Preview, RunRow, Settings, SettingsRecord } from './wire.js';

export const JOBS_KEY = ['batch-synchronizations'];

const path = (symbolicName: string, rest: string) =>
  `/api/batch-synchronizations/${encodeURIComponent(symbolicName)}/${rest}`;

export const jobsQuery = queryOptions({
  queryKey: JOBS_KEY,
  queryFn: ({ signal }) => call<readonly Job[]>('GET', '/api/batch-synchronizations', undefined, signal),
});

export const settingsQuery = (symbolicName: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, symbolicName, 'settings'],
    queryFn: ({ signal }) => call<Settings>('GET', path(symbolicName, 'settings'), undefined, signal),
  });

export interface SettingsForm {
  readonly schema: object;
  readonly layout: FormLayout;
}

export const settingsFormQuery = (symbolicName: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, symbolicName, 'schema'],
    queryFn: ({ signal }) => call<SettingsForm>('GET', path(symbolicName, 'settings/schema'), undefined, signal),
    staleTime: Infinity,
  });

export const previewQuery = (symbolicName: string, expression: string, timeZone: string, language: string) =>
  queryOptions({
    queryKey: ['schedule-preview', symbolicName, expression, timeZone, language],
    queryFn: ({ signal }) =>
      call<Preview>('POST', path(symbolicName, 'schedule-preview'), { expression, timeZone }, signal),
    retry: false,
    staleTime: 30_000,
  });

export interface Save {
  readonly settings: SettingsRecord;
  readonly version: number;
}

/** Saves settings. A lost update is refused with the code `SETTING_CHANGED`. */
export function useSaveSettings(symbolicName: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (save: Save) => call<Settings>('PUT', path(symbolicName, 'settings'), save),
    onSuccess: async (saved) => {
      queries.setQueryData(settingsQuery(symbolicName).queryKey, saved);
      await queries.invalidateQueries({ queryKey: JOBS_KEY, exact: true });
    },
  });
}

export function useCheck(symbolicName: string) {
  return useMutation({
    mutationFn: (settings: SettingsRecord) => call<CheckAnswer>('POST', path(symbolicName, 'check'), { settings }),
  });
}

export function useStartRun(symbolicName: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call<RunRow>('POST', path(symbolicName, 'runs'), { mode: 'apply' }),
    onSettled: () => queries.invalidateQueries({ queryKey: JOBS_KEY }),
  });
}
