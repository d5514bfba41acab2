import { IS_APPLIED } from '../../src/persistence/tables/batch-change.entity.js';

/** The journal, for a `select ... from`: `c` is an applied change, `r` its run. */
export const APPLIED_CHANGES = `batch_change c join batch_run r on r.id = c.run_id where ${IS_APPLIED}`;
