import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';

/** Parameters of reasons that name neither people nor their values, servers or DNs of settings. Others are left out. */
const KEPT =
  'symbolicName,seconds,hours,runId,read,sum,people,among,maxPercent,maxPeople,problem,unit,userField,field,attribute,similar';

/**
 * Stores that a run needs attention: it failed, was stopped, or its plan awaits approval. That a preview or a run for one
 * person failed or was stopped is known to whoever waits for it, and says nothing about the job. To be called in the transaction
 * that ends the run, so that there is one event for each end, whichever process writes it.
 */
export async function storeRunEvent(transaction: Statements, tables: OwnTables, runId: string): Promise<void> {
  await transaction.query(
    `insert into ${tables.notification} (kind, job, run)
     select k.kind, r.job, jsonb_build_object('id', r.id, 'status', r.status, 'trigger', r."trigger", 'counts', case when r.plan_hash is null then '{}' else r.counts end,
       'reason', case when r.reason_code is not null
         then jsonb_build_object('code', r.reason_code, 'params', (
           select coalesce(jsonb_object_agg(p.key, p.value), '{}')
           from jsonb_each(coalesce(r.reason_params, '{}')) p where p.key = any($2::text::text[]))) end)
     from ${tables.run} r
     cross join lateral (select case
       when r.status = 'failed' and r.mode = 'apply' and r.only_dn is null then 'run.failed'
       when r.status = 'stopped' and r.mode = 'apply' and r.only_dn is null then 'run.stopped'
       when r.status = 'planned' and r.approval_need is not null then 'run.awaits-approval' end as kind) k
     where r.id = $1::text::uuid and k.kind is not null`,
    [runId, `{${KEPT}}`],
  );
}
