import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ErrorCode } from '../../contract/error-codes.js';
import type { Certificate, RunMode, RunStatus, RunTrigger } from '../../contract/run.js';

/** Runs that are not at their end and can move on by themselves: one per job at a time. */
export const OPEN_RUN = `status in ('queued', 'reading', 'applying') or (status = 'planned' and mode = 'apply')`;

/** One execution of a job. */
export const BatchRun = defineEntity({
  name: 'LdapAddonBatchRun',
  tableName: 'batch_run',
  properties: {
    id: p.uuid().primary().fieldName('id').defaultRaw('gen_random_uuid()'),
    symbolicName: p.text().fieldName('symbolic_name'),
    dataPool: p.text().nullable().fieldName('data_pool'),
    mode: p.text().$type<RunMode>().fieldName('mode'),
    trigger: p.text().$type<RunTrigger>().fieldName('trigger'),
    startedBy: p.text().nullable().fieldName('started_by'),
    status: p.text().$type<RunStatus>().fieldName('status'),
    /** Rises with each opening; whoever holds an older one writes nothing. */
    fence: p.integer().fieldName('fence').default(0),
    scheduledFor: p.datetime(3).nullable().fieldName('scheduled_for'),
    reasonCode: p.text().$type<ErrorCode>().nullable().fieldName('reason_code'),
    reasonParams: p.json<Record<string, string | number>>().nullable().fieldName('reason_params'),
    certificate: p.json<Certificate>().nullable().fieldName('certificate'),
    /** What the plan wrote to: the mapped fields, in order. */
    targets: p.json<readonly string[]>().nullable().fieldName('targets'),
    read: p.integer().fieldName('read').default(0),
    created: p.integer().fieldName('created').default(0),
    updated: p.integer().fieldName('updated').default(0),
    activated: p.integer().fieldName('activated').default(0),
    unchanged: p.integer().fieldName('unchanged').default(0),
    problems: p.integer().fieldName('problems').default(0),
    progressRead: p.integer().fieldName('progress_read').default(0),
    progressApplied: p.integer().fieldName('progress_applied').default(0),
    progressTotal: p.integer().nullable().fieldName('progress_total'),
    queuedAt: p.datetime(3).fieldName('queued_at').defaultRaw('now()'),
    startedAt: p.datetime(3).nullable().fieldName('started_at'),
    endedAt: p.datetime(3).nullable().fieldName('ended_at'),
  },
  indexes: [{ name: 'batch_run_newest_index', properties: ['symbolicName', 'queuedAt', 'id'] }],
  uniques: [
    { name: 'batch_run_one_open_unique', properties: ['symbolicName'], where: OPEN_RUN },
    { name: 'batch_run_tick_unique', properties: ['symbolicName', 'scheduledFor'] },
  ],
});

export type BatchRunRow = InferEntity<typeof BatchRun>;
