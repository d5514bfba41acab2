import type { RunDetails } from '../../shared/api/api-types.js';
import type { TextKey } from '../../shared/i18n/use-texts.js';

/** Why someone is not the second pair of eyes that a job needs. */
export const OBSTACLE_TEXTS: Readonly<Record<NonNullable<RunDetails['approverObstacle']>, TextKey>> = {
  unknown: 'plan.approverUnknown',
  settings: 'plan.approverSavedSettings',
  start: 'plan.approverStarted',
};
