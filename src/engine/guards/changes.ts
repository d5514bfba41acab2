import type { PlanGuard } from './guards.js';
import { beyond, findingOf } from './is-beyond.js';

/** Most people would be written. */
export const changes: PlanGuard = ({ changed }, limit) =>
  beyond(changed, limit).map((figure) => findingOf('changes', figure, limit));
