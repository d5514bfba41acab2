import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';

import type { GuardLimit, GuardLimits, GuardName } from '../../contract/guards.js';
import { objectViolation } from '../rules/plain-text.js';
import { FollowsRule } from '../rules/rule.js';
import { guardLimitClass } from './guard-limit-settings.js';

/** The classes of the limits, with their defaults. */
export const LIMIT_CLASSES: Readonly<Record<GuardName, new () => GuardLimit>> = {
  oneCause: guardLimitClass('oneCause', { percent: 50, people: 10 }),
  entries: guardLimitClass('entries', { percent: 10, people: 10 }),
  vanishingValues: guardLimitClass('vanishingValues', { percent: 5, people: 5 }),
  names: guardLimitClass('names', { percent: 10, people: 10 }),
  changes: guardLimitClass('changes', { percent: 50, people: 50 }),
  problems: guardLimitClass('problems', { percent: 20, people: 10 }),
};

/** Beyond which a run stops before it writes. */
export class LimitsSettings implements GuardLimits {
  @ValidateNested()
  @Type(() => LIMIT_CLASSES.entries)
  @FollowsRule('isObject', objectViolation)
  entries: GuardLimit = new LIMIT_CLASSES.entries();

  @ValidateNested()
  @Type(() => LIMIT_CLASSES.vanishingValues)
  @FollowsRule('isObject', objectViolation)
  vanishingValues: GuardLimit = new LIMIT_CLASSES.vanishingValues();

  @ValidateNested()
  @Type(() => LIMIT_CLASSES.names)
  @FollowsRule('isObject', objectViolation)
  names: GuardLimit = new LIMIT_CLASSES.names();

  @ValidateNested()
  @Type(() => LIMIT_CLASSES.changes)
  @FollowsRule('isObject', objectViolation)
  changes: GuardLimit = new LIMIT_CLASSES.changes();

  @ValidateNested()
  @Type(() => LIMIT_CLASSES.oneCause)
  @FollowsRule('isObject', objectViolation)
  oneCause: GuardLimit = new LIMIT_CLASSES.oneCause();

  @ValidateNested()
  @Type(() => LIMIT_CLASSES.problems)
  @FollowsRule('isObject', objectViolation)
  problems: GuardLimit = new LIMIT_CLASSES.problems();
}
