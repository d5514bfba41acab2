import type { FieldError, RunRow, SettingsRecord } from '../../shared/api/api-types.js';
import { useStartPreview } from '../../shared/api/jobs.js';
import { fieldErrorsOf } from '../check/use-connection-check.js';

export interface Preview {
  readonly run: () => void;
  readonly starting: boolean;
  readonly error: unknown;
  /** The plan that was started. */
  readonly plan: RunRow | undefined;
}

interface PreviewOptions {
  /** Undefined: there is nothing to preview. */
  readonly job: string | undefined;
  /** Returns the current values of the form, saved or not. */
  readonly settings: () => SettingsRecord;
  /** Receives the invalid values, or an empty list if the preview was started. */
  readonly onStarted: (errors: readonly FieldError[]) => void;
}

/** The preview of what a run would change, which can be started from its panel, the save bar and the confirmation. */
export function usePreview({ job, settings, onStarted }: PreviewOptions): Preview | undefined {
  const { mutate, isPending, error, data } = useStartPreview(job ?? '');
  if (job === undefined) return undefined;
  return {
    run: () => mutate(settings(), { onSettled: (_, failed) => onStarted(fieldErrorsOf(failed)) }),
    starting: isPending,
    error,
    plan: data,
  };
}
