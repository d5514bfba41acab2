import { defineEntity, p } from '@mikro-orm/core';

/** The changes of a run that one transaction applied: those up to `lastSeq` that no earlier one applied. */
export const BatchChunk = defineEntity({
  name: 'LdapAddonBatchChunk',
  tableName: 'batch_chunk',
  properties: {
    runId: p.uuid().primary().fieldName('run_id'),
    lastSeq: p.integer().primary().fieldName('last_seq'),
    /** Where the transaction stands among all; 0 before version 0.4.0. */
    position: p.bigint('string').fieldName('position').defaultRaw('0'),
    appliedAt: p.datetime(3).fieldName('applied_at').defaultRaw('now()'),
  },
});
