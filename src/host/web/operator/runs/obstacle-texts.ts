import type { RunDetails } from '../../shared/api/api-types.js';
import type { TextKey } from '../../shared/i18n/use-texts.js';

type ObstacleTexts = Readonly<Record<NonNullable<RunDetails['approverObstacle']>, TextKey>>;

/** Why someone who would approve a plan is not the second pair of eyes that a job needs. */
export const APPROVAL_OBSTACLES: ObstacleTexts = {
  unknown: 'plan.approverUnknown',
  settings: 'plan.approverSavedSettings',
  start: 'plan.approverStarted',
};

/** The same for someone who would resume a run of which nothing was applied yet. */
export const RESUME_OBSTACLES: ObstacleTexts = {
  unknown: 'resume.byNobodyKnown',
  settings: 'resume.byOtherThanAuthor',
  start: 'resume.byOtherThanStarter',
};
