import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ChangeKind } from '../../contract/change-kinds.js';
import type { ChangeState, MatchedBy } from '../../contract/runs.js';

/** The change of one user: part of the plan before it is applied, and of the journal afterwards. */
export const BatchChange = defineEntity({
  name: 'LdapAddonBatchChange',
  tableName: 'batch_change',
  properties: {
    runId: p.uuid().primary().fieldName('run_id'),
    /** 1, 2, 3, ... within the run: the order in which the changes are applied. */
    seq: p.integer().primary().fieldName('seq'),
    kind: p.text().$type<ChangeKind>().fieldName('kind'),
    state: p.text().$type<ChangeState>().fieldName('state').default('planned'),
    dn: p.text().fieldName('dn'),
    stableId: p.text().fieldName('stable_id'),
    userId: p.text().nullable().fieldName('user_id'),
    matchedBy: p.text().$type<MatchedBy>().nullable().fieldName('matched_by'),
    before: p.json<Record<string, unknown>>().fieldName('before'),
    after: p.json<Record<string, unknown>>().fieldName('after'),
    appliedAt: p.datetime(3).nullable().fieldName('applied_at'),
  },
  indexes: [{ name: 'batch_change_history_index', properties: ['userId', 'appliedAt'], where: `state = 'applied'` }],
});

export type BatchChangeRow = InferEntity<typeof BatchChange>;
