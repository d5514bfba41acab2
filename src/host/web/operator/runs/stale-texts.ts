import type { RunDetails } from '../../shared/api/api-types.js';
import type { TextKey } from '../../shared/i18n/use-texts.js';

const STALE_TEXTS: Readonly<Record<NonNullable<RunDetails['plan']['stale']>, TextKey>> = {
  settings: 'plan.staleSettings',
  'newer-run': 'plan.staleNewerRun',
  age: 'plan.staleAge',
};

/** Why a plan cannot be applied. Of settings that are not saved: that they must be saved first. */
export function staleText(
  stale: NonNullable<RunDetails['plan']['stale']>,
  { withUnsavedSettings }: Pick<RunDetails, 'withUnsavedSettings'>,
): TextKey {
  return stale === 'settings' && withUnsavedSettings ? 'plan.unsavedSettings' : STALE_TEXTS[stale];
}
