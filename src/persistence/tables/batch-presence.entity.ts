import { defineEntity, p } from '@mikro-orm/core';

/**
 * Linked entries that a read found although the link said that they are no longer seen, or that it did not find although
 * they were seen until then. When the run completes, the links say so, too.
 */
export const BatchPresence = defineEntity({
  name: 'LdapAddonBatchPresence',
  tableName: 'batch_presence',
  properties: {
    runId: p.uuid().primary().fieldName('run_id'),
    stableId: p.text().primary().fieldName('stable_id'),
    isSeen: p.boolean().fieldName('is_seen'),
  },
});
