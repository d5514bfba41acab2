import { IconAlertTriangle, IconCircleCheck, IconClock, type Icon } from '@tabler/icons-react';
import type { WhyPerson } from '../api/why.js';

interface Look {
  readonly color: string;
  readonly icon: Icon;
}

const GOOD: Look = { color: 'green', icon: IconCircleCheck };
const COMING: Look = { color: 'harbor', icon: IconClock };
const BAD: Look = { color: 'yellow', icon: IconAlertTriangle };
const LOOKS: Readonly<Partial<Record<WhyPerson['verdict'], Look>>> = {
  SYNCHRONIZED: GOOD,
  WILL_BE_CREATED: COMING,
  WILL_BE_TAKEN_OVER: COMING,
  WILL_BE_UPDATED: COMING,
  PLAN_AWAITS_APPROVAL: COMING,
  PLAN_LACKS_CHANGE: COMING,
  PLAN_REFUSES_CHANGE: COMING,
};

/** @param isIncomplete whether a field of someone who is synchronized is not. */
export function lookOf(verdict: WhyPerson['verdict'], isIncomplete = false): Look {
  return (isIncomplete ? undefined : LOOKS[verdict]) ?? BAD;
}
