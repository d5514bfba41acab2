/** When the plan of a run needs an approval: never, when settings changed since the last applied run, or always. */
export const APPROVAL_POLICIES = ['never', 'whenChanged', 'always'] as const;
export type ApprovalPolicy = (typeof APPROVAL_POLICIES)[number];

/** The settings of a job about approvals. */
export interface ApprovalRules {
  readonly policy: ApprovalPolicy;
  /** Whether whoever changed the settings or started the run cannot approve its plan. */
  readonly fourEyes: boolean;
  /** How long a plan can be approved. */
  readonly validHours: number;
}

/**
 * Why someone is not the second pair of eyes that a job needs: they or the authors of the settings are unknown, or they
 * saved settings or started the run.
 */
export const APPROVER_OBSTACLES = ['unknown', 'settings', 'start'] as const;
export type ApproverObstacle = (typeof APPROVER_OBSTACLES)[number];

/** The sections of the settings whose change may need an approval. */
export const REVIEWED_SECTIONS = ['connection', 'search', 'mapping', 'limits'] as const;
export type ReviewedSection = (typeof REVIEWED_SECTIONS)[number];

/** A hash of each of these sections, as a run used it, and of the settings about approvals (not in runs before 0.4.0). */
export type SectionHashes = Readonly<Record<ReviewedSection, string>> & { readonly approval?: string };

/**
 * Why a plan waits: settings changed, every run needs an approval, or settings changed and the run was started by someone
 * who may have changed them, so that someone else has to agree. A run for one person also waits if guards stopped the run for
 * everyone (`stopped`).
 */
export const APPROVAL_CAUSES = ['changed', 'always', 'four-eyes', 'stopped'] as const;
export type ApprovalCause = (typeof APPROVAL_CAUSES)[number];

export interface ApprovalNeed {
  readonly because: ApprovalCause;
  /** The sections that had changed since the last applied run. */
  readonly sections: readonly ReviewedSection[];
}
