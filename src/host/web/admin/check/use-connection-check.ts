import { ApiError } from '../../shared/api/api-error.js';
import type { FieldError, SettingsRecord } from '../../shared/api/api-types.js';
import { useCheck } from '../../shared/api/jobs.js';

export interface ConnectionCheck {
  readonly check: ReturnType<typeof useCheck>;
  readonly run: () => void;
}

interface ConnectionCheckOptions {
  readonly job: string;
  /** Returns the current values of the form, saved or not. */
  readonly settings: () => SettingsRecord;
  /** Receives the invalid values, or an empty list if the check was run. */
  readonly onChecked: (errors: readonly FieldError[]) => void;
}

/** The check of the connection, which can be started from its panel and from the save bar. */
export function useConnectionCheck({ job, settings, onChecked }: ConnectionCheckOptions): ConnectionCheck {
  const check = useCheck(job);
  const run = () => check.mutate(settings(), { onSettled: (_, error) => onChecked(fieldErrorsOf(error)) });
  return { check, run };
}

export function fieldErrorsOf(error: unknown): readonly FieldError[] {
  return error instanceof ApiError ? error.fields : [];
}
