import type { PlanGuard } from './guards.js';
import { beyond, findingOf } from './is-beyond.js';

/** Most entries have the same problem, all in all or in a unit: nobody has a user name, or no stable id can be read. */
export const oneCause: PlanGuard = ({ causes }, limit) =>
  Object.values(Object.groupBy(causes, ({ code }) => code)).flatMap((ofCode) =>
    beyond(ofCode, limit).map((cause) =>
      findingOf('oneCause', cause, limit, { problem: { code: cause.code, params: cause.params } }),
    ),
  );
