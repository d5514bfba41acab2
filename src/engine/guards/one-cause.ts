import type { PlanGuard } from './guards.js';
import { isBeyond, findingOf } from './is-beyond.js';

/** Most entries have the same problem: nobody has a user name, or no stable id can be read. */
export const oneCause: PlanGuard = ({ causes }, limit) =>
  causes
    .filter((cause) => isBeyond(cause, limit))
    .map((cause) => findingOf('oneCause', cause, limit, { problem: { code: cause.code, params: cause.params } }));
