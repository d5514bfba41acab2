import { defineEntity, p } from '@mikro-orm/core';

/** A conflict that someone decided, and that the plan of the run solves. What was decided is in the run. */
export const ConflictDecisionRow = defineEntity({
  name: 'LdapAddonConflictDecision',
  tableName: 'conflict_decision',
  properties: {
    runId: p.uuid().primary().fieldName('run_id'),
    /** Of the entry. */
    stableId: p.text().primary().fieldName('stable_id'),
    /** Key of the user who is in the way, as text; empty if there is none, because the user was deleted. */
    userId: p.text().primary().fieldName('user_id'),
  },
});
