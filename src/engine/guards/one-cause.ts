import type { PlanGuard } from './guards.js';
import { beyond, findingOf } from './is-beyond.js';

/**
 * Most entries have the same problem, all in all or in a unit: nobody has a user name, or no stable id can be read. Or most
 * people would be synchronized without the same field: everyone has the same e-mail address.
 */
export const oneCause: PlanGuard = ({ causes }, limit) =>
  Object.values(Object.groupBy(causes, ({ code, field }) => JSON.stringify([code, field]))).flatMap((ofCode = []) =>
    beyond(ofCode, limit).map((cause) =>
      findingOf('oneCause', cause, limit, { field: cause.field, problem: { code: cause.code, params: cause.params } }),
    ),
  );
