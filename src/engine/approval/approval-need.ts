import type { ApprovalNeed, ApprovalRules, ReviewedSection } from '../../contract/approval.js';
import type { RunTrigger } from '../../contract/run.js';

export interface ApprovalCase {
  readonly rules: Pick<ApprovalRules, 'policy' | 'fourEyes'>;
  readonly trigger: RunTrigger;
  /** How many people the plan would change. */
  readonly changes: number;
  /** Whether a run of the job was applied before, so that there is something to compare the settings with. */
  readonly isFirst: boolean;
  /** What has changed since the last applied run. */
  readonly sections: readonly ReviewedSection[];
  /** Whether whoever started the run also changed the settings since then, or may have done so. */
  readonly isStartedByAuthor: boolean;
  /** Whether the run is for one person. */
  readonly isForOne: boolean;
  /** Whether guards stopped the newest run for everyone, and none was applied since. */
  readonly isEveryoneStopped: boolean;
}

/**
 * Why a plan within the limits needs an approval before it is applied; null if it needs none. A plan that changes nobody
 * needs none. Whoever starts a run by hand was shown which settings had changed, so that the start is the consent. A start
 * for one person is no such consent, and what stopped everyone holds for one person, too.
 */
export function approvalNeed(situation: ApprovalCase): ApprovalNeed | null {
  const { rules, trigger, changes, isFirst, sections, isStartedByAuthor, isForOne, isEveryoneStopped } = situation;
  if (changes === 0) return null;
  if (isForOne && isEveryoneStopped) return { because: 'stopped', sections };
  if (rules.policy === 'never') return null;
  if (rules.policy === 'always') return { because: 'always', sections };
  if (isFirst) return isForOne && rules.fourEyes ? { because: 'four-eyes', sections } : null;
  if (sections.length === 0) return null;
  if (trigger === 'schedule') return { because: 'changed', sections };
  if (rules.fourEyes && isStartedByAuthor) return { because: 'four-eyes', sections };
  return isForOne ? { because: 'changed', sections } : null;
}
