import { ApiError } from '../../shared/api/api-error.js';
import type { FieldError, SettingsRecord } from '../../shared/api/api-types.js';
import { type SettingsOwner, useCheck } from '../../shared/api/settings.js';

export interface ConnectionCheck {
  readonly check: ReturnType<typeof useCheck>;
  readonly run: () => void;
}

interface ConnectionCheckOptions {
  readonly owner: SettingsOwner;
  /** Returns the current values of the form, saved or not. */
  readonly settings: () => SettingsRecord;
  /** Receives the invalid values, or an empty list if the check was run. */
  readonly onChecked: (errors: readonly FieldError[]) => void;
}

/** The check of the connection, which can be started from its panel and from the save bar. */
export function useConnectionCheck({ owner, settings, onChecked }: ConnectionCheckOptions): ConnectionCheck {
  const check = useCheck(owner);
  const run = () => check.mutate(settings(), { onSettled: (_, error) => onChecked(fieldErrorsOf(error)) });
  return { check, run };
}

export function fieldErrorsOf(error: unknown): readonly FieldError[] {
  return error instanceof ApiError ? error.fields : [];
}
