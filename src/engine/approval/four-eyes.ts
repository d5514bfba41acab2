export interface ApproverCase {
  /** Null: unknown. */
  readonly approvedBy: string | null;
  readonly startedBy: string | null;
  /** Who has saved settings since the last applied run. */
  readonly authors: readonly string[];
}

/** Why an approver is not a second pair of eyes: unknown, changed the settings, or started the run. */
export type ApproverObstacle = 'unknown' | 'settings' | 'start';

/** Why someone cannot approve a plan that needs four eyes; null if they can. */
export function approverObstacle({ approvedBy, startedBy, authors }: ApproverCase): ApproverObstacle | null {
  if (approvedBy === null) return 'unknown';
  if (approvedBy === startedBy) return 'start';
  return authors.includes(approvedBy) ? 'settings' : null;
}
