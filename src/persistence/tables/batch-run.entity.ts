import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ApprovalNeed, SectionHashes } from '../../contract/approval.js';
import type { ConflictDecision } from '../../contract/conflicts.js';
import type { ErrorCode } from '../../contract/error-codes.js';
import type { GuardFigure, GuardFinding } from '../../contract/guards.js';
import type { RunCounts } from '../../contract/change-kinds.js';
import type { RunSummary } from '../../contract/run-rows.js';
import type { ReadReport, Revert, RunMode, RunStatus, RunTrigger } from '../../contract/run.js';

/**
 * Open runs, of which a job has at most one: queued, being executed, or interrupted while being executed. A plan that
 * waits for approval is not open. The text is part of a unique index, so a change needs a migration.
 */
export const IS_OPEN = `status in ('queued', 'reading', 'applying') or (status = 'planned' and mode = 'apply')`;

/**
 * Runs that a process executes, or that it executed when it died. An abandoned run is recognized by this condition
 * together with the lock of the users table. A plan is among them until it has ended, a moment after it was made.
 */
export const IS_EXECUTING = `status in ('reading', 'planned', 'applying') and ended_at is null`;

/** True when the run read the directory for everyone and succeeded, so that others are compared with it. */
export function isGoodRun(run: string): string {
  return `(${run}.status in ('succeeded', 'succeeded-with-problems') and ${run}.reverts_run_id is null and ${run}.only_dn is null)`;
}

/** True when the run read this entry alone and succeeded. */
export function isGoodRunOf(run: string, dn: string): string {
  return `(${run}.status in ('succeeded', 'succeeded-with-problems') and ${run}.only_dn = ${dn})`;
}

/** One execution of a job. */
export const BatchRun = defineEntity({
  name: 'LdapAddonBatchRun',
  tableName: 'batch_run',
  properties: {
    id: p.uuid().primary().fieldName('id').defaultRaw('gen_random_uuid()'),
    job: p.text().fieldName('job'),
    symbolicName: p.text().fieldName('symbolic_name'),
    dataPool: p.text().nullable().fieldName('data_pool'),
    /** DN of the only entry that the run synchronizes; null: everyone. */
    onlyDn: p.text().nullable().fieldName('only_dn'),
    mode: p.text().$type<RunMode>().fieldName('mode'),
    trigger: p.text().$type<RunTrigger>().fieldName('trigger'),
    startedBy: p.text().nullable().fieldName('started_by'),
    status: p.text().$type<RunStatus>().fieldName('status'),
    /** Where the run stands among all, since it was queued last. Unlike times, it does not depend on the clock. */
    position: p.bigint('string').fieldName('position').defaultRaw('0'),
    /** Taken before the plan was made. What has a higher position came after what the plan saw. */
    planPosition: p.bigint('string').fieldName('plan_position').defaultRaw('0'),
    /** Fencing token: increases with each lease. A process with an older token cannot write. */
    fence: p.integer().fieldName('fence').default(0),
    scheduledFor: p.datetime(3).nullable().fieldName('scheduled_for'),
    reasonCode: p.text().$type<ErrorCode>().nullable().fieldName('reason_code'),
    reasonParams: p.json<Record<string, string | number>>().nullable().fieldName('reason_params'),
    readReport: p.json<ReadReport>().nullable().fieldName('read_report'),
    /** The mapped fields that the plan writes, in order. */
    targets: p.json<readonly string[]>().nullable().fieldName('targets'),
    /** Whether the plan was started with settings that were not saved; until it ends, they are kept, secrets encrypted. */
    withUnsavedSettings: p.boolean().fieldName('with_unsaved_settings').default(false),
    unsavedSettings: p.json<unknown>().nullable().lazy().fieldName('unsaved_settings'),
    /** Hash of the settings that the plan was made with. */
    settingsShape: p.text().nullable().fieldName('settings_shape'),
    settingsVersion: p.integer().nullable().fieldName('settings_version'),
    /** Null in runs before 0.5.0. */
    dataPoolVersion: p.integer().nullable().fieldName('data_pool_version'),
    /** Hashes of the sections of these settings. Null for a revert, which uses none. */
    settingsSections: p.json<SectionHashes>().nullable().fieldName('settings_sections'),
    /** Hash over the plan, its settings and its read report: what an approval names. */
    planHash: p.text().nullable().fieldName('plan_hash'),
    plannedAt: p.datetime(3).nullable().fieldName('planned_at'),
    /** Why the plan needs, or needed, an approval. Null if it needs none. */
    approvalNeed: p.json<ApprovalNeed>().nullable().fieldName('approval_need'),
    approvedBy: p.text().nullable().fieldName('approved_by'),
    approvedAt: p.datetime(3).nullable().fieldName('approved_at'),
    approvalReason: p.text().nullable().fieldName('approval_reason'),
    cancelRequestedBy: p.text().nullable().fieldName('cancel_requested_by'),
    cancelRequestedAt: p.datetime(3).nullable().fieldName('cancel_requested_at'),
    /** What is beyond the limits of the job. Null if nothing is, and without a plan. */
    guards: p.json<readonly GuardFinding[]>().nullable().fieldName('guards'),
    /** What guards counted in the whole plan; null without a read, and for runs of earlier versions. */
    figures: p.json<readonly GuardFigure[]>().nullable().fieldName('figures'),
    /** Problems of a run with one cause that have no row: only a sample is kept. */
    problemsOmitted: p.integer().fieldName('problems_omitted').default(0),
    /** How many of these there are of each code and field. Null if no sample was kept, and in runs before 0.4.0. */
    problemGroupsOmitted: p
      .json<readonly Omit<RunSummary['problems'][number], 'omitted'>[]>()
      .nullable()
      .fieldName('problem_groups_omitted'),
    /** The run whose changes this one turns back, and which of them. */
    revertsRunId: p.uuid().nullable().fieldName('reverts_run_id'),
    revertScope: p.json<Pick<Revert, 'users' | 'fields'>>().nullable().fieldName('revert_scope'),
    revertReason: p.text().nullable().fieldName('revert_reason'),
    /** What its plan does about conflicts. Null if nothing was decided. */
    decision: p.json<ConflictDecision>().nullable().fieldName('decision'),
    resumedBy: p.text().nullable().fieldName('resumed_by'),
    resumedAt: p.datetime(3).nullable().fieldName('resumed_at'),
    /** When it began to apply its plan, which guards and approval had let pass. Null before that, and for earlier versions. */
    applyingAt: p.datetime(3).nullable().fieldName('applying_at'),
    /** The number of the last change that was applied, refused or deferred. 0 before the first chunk. */
    appliedThrough: p.integer().fieldName('applied_through').default(0),
    counts: p.json<Partial<RunCounts>>().fieldName('counts').defaultRaw(`'{}'`),
    progressRead: p.integer().fieldName('progress_read').default(0),
    progressApplied: p.integer().fieldName('progress_applied').default(0),
    progressTotal: p.integer().nullable().fieldName('progress_total'),
    queuedAt: p.datetime(3).fieldName('queued_at').defaultRaw('now()'),
    startedAt: p.datetime(3).nullable().fieldName('started_at'),
    endedAt: p.datetime(3).nullable().fieldName('ended_at'),
    /** When the retention began to delete rows of the run, and when it had looked at all of them. */
    expiredAt: p.datetime(3).nullable().fieldName('expired_at'),
    condensedAt: p.datetime(3).nullable().fieldName('condensed_at'),
  },
  indexes: [
    { name: 'batch_run_newest_index', properties: ['job', 'position'] },
    { name: 'batch_run_planned_index', properties: ['job', 'planPosition', 'fence'] },
    { name: 'batch_run_kept_index', properties: ['job', 'position'], where: `condensed_at is null` },
    {
      name: 'batch_run_waiting_index',
      properties: ['job', 'queuedAt'],
      where: `approval_need is not null and status = 'planned' and mode = 'plan'`,
    },
    { name: 'batch_run_reverts_index', properties: ['revertsRunId'], where: `reverts_run_id is not null` },
  ],
  uniques: [
    { name: 'batch_run_one_open_unique', properties: ['job'], where: IS_OPEN },
    { name: 'batch_run_tick_unique', properties: ['job', 'scheduledFor'] },
  ],
});

export type BatchRunRow = InferEntity<typeof BatchRun>;
