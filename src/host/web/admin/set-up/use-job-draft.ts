import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error.js';
import type { FieldError, SettingsRecord } from '../../shared/api/api-types.js';
import { settingsOfJob } from '../../shared/api/settings.js';
import type { Proposal } from '../../shared/api/set-up.js';
import { browserTimeZone } from '../../shared/i18n/use-formats.js';
import { type SettingsByPath, nestSettings } from '../form/settings-by-path.js';
import type { ChosenState } from './chosen.js';
import type { Found } from './use-found.js';
import type { TargetJob } from './use-target-job.js';

/** The settings that the job will have. */
export interface JobDraft {
  /** A job that lends its name for questions about settings. */
  readonly job: string;
  /** As the API takes them. */
  readonly settings: SettingsRecord;
  readonly mapping: readonly object[];
  readonly schedule: SettingsByPath;
  /** What the host refused when it was asked last. */
  readonly errors: readonly FieldError[];
  readonly pending: boolean;
  /** Why the host could not be asked. */
  readonly failure: unknown;
  /** Asks the host whether a section of the settings is valid, and then goes on. Nothing is saved. */
  readonly prove: (section: string, goOn: () => void) => void;
}

interface JobDraftOptions {
  readonly pool: string;
  readonly target: TargetJob;
  readonly state: ChosenState;
  readonly found: Found;
}

/** What is chosen, on top of what is proposed. */
export function useJobDraft({ pool, target, state: { chosen }, found }: JobDraftOptions): JobDraft {
  const { search, judged } = found;
  const mapping = chosen.mapping ?? rowsOf(judged);
  const schedule = chosen.schedule ?? proposedSchedule(target);
  const settings: SettingsRecord = {
    dataPool: pool,
    search,
    mapping,
    ...nestSettings(schedule),
  };
  const asked = useMutation({ mutationFn: async () => settingsOfJob(target.first).compare?.(settings) });
  const errors = asked.error instanceof ApiError ? asked.error.fields : [];
  return {
    job: target.first,
    settings,
    mapping,
    schedule,
    errors,
    pending: asked.isPending,
    failure: errors.length > 0 ? undefined : asked.error,
    prove: (section, goOn) =>
      asked.mutate(undefined, {
        onSettled: (_, error) => {
          const fields = error instanceof ApiError ? error.fields : [];
          const isGood = error ? fields.length > 0 : true;
          if (isGood && !fields.some(({ field }) => field.split('.')[0] === section)) goOn();
        },
      }),
  };
}

/** The proposed rows, as the settings have them. */
function rowsOf(proposal: Proposal | undefined): readonly object[] {
  return (proposal?.mapping ?? []).map(({ attribute, field, required }) => ({ attribute, field, required }));
}

/** Every night, as the job would do it, in the time zone of who sets it up. */
function proposedSchedule({ settings }: TargetJob): SettingsByPath {
  const { expression } = (settings?.['schedule'] ?? {}) as Readonly<Record<string, unknown>>;
  return {
    'schedule.enabled': true,
    'schedule.expression': expression ?? '0 0 2 * * *',
    'schedule.timeZone': browserTimeZone,
  };
}
