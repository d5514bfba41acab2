import type { PlanGuard } from './guards.js';
import { beyond, findingOf } from './is-beyond.js';

/** Many people are no longer found: a narrower filter or base, or a lost permission to see a part of the tree. */
export const entries: PlanGuard = ({ lost }, limit) =>
  beyond(lost, limit).map((figure) => findingOf('entries', figure, limit));
