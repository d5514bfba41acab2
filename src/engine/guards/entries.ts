import type { PlanGuard } from './guards.js';
import { beyond, findingOf } from './is-beyond.js';

/**
 * Many people are no longer found, or no longer active: a narrower filter or base, a lost permission to see a part of the
 * tree, a script that disabled accounts, or attributes that suddenly say so.
 */
export const entries: PlanGuard = ({ lost }, limit) =>
  beyond(lost, limit).map((figure) => findingOf('entries', figure, limit));
