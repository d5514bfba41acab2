import type { ApproverObstacle } from '../../contract/approval.js';

export interface ApproverCase {
  /** Null: unknown. */
  readonly approvedBy: string | null;
  readonly startedBy: string | null;
  /** Who has saved settings since the last applied run. */
  readonly authors: readonly string[];
  /** Whether these are all. */
  readonly areAuthorsKnown: boolean;
}

/** Why someone cannot approve a plan that needs four eyes; null if they can. */
export function approverObstacle(situation: ApproverCase): ApproverObstacle | null {
  const { approvedBy, startedBy, authors, areAuthorsKnown } = situation;
  if (approvedBy === null) return 'unknown';
  if (approvedBy === startedBy) return 'start';
  if (authors.includes(approvedBy)) return 'settings';
  return areAuthorsKnown ? null : 'unknown';
}
