import type { RunDetails } from '../../shared/api/api-types.js';
import type { TextKey } from '../../shared/i18n/use-texts.js';

/** Why a plan can no longer be applied. */
export const STALE_TEXTS: Readonly<Record<NonNullable<RunDetails['plan']['stale']>, TextKey>> = {
  settings: 'plan.staleSettings',
  'newer-run': 'plan.staleNewerRun',
  age: 'plan.staleAge',
};
