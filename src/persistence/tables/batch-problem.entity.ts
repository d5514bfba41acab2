import { defineEntity, p } from '@mikro-orm/core';
import type { ProblemCode } from '../../contract/error-codes.js';

/** An entry that could not be synchronized in a run. */
export const BatchProblem = defineEntity({
  name: 'LdapAddonBatchProblem',
  tableName: 'batch_problem',
  properties: {
    id: p.bigint('string').primary().autoincrement().fieldName('id'),
    runId: p.uuid().fieldName('run_id'),
    dn: p.text().fieldName('dn'),
    stableId: p.text().nullable().fieldName('stable_id'),
    code: p.text().$type<ProblemCode>().fieldName('code'),
    /** The user was changed but for a field, so that the change counts and not the problem. */
    isPartial: p.boolean().fieldName('is_partial').default(false),
    params: p.json<Record<string, string | number>>().fieldName('params'),
    /** The beginning of the value that is to blame, as the directory or the user has it. */
    value: p.text().nullable().fieldName('value'),
  },
  indexes: [{ name: 'batch_problem_run_index', properties: ['runId', 'id'] }],
});
