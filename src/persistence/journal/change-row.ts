import type { Change, Problem } from '../../contract/runs.js';
import type { BatchChangeRow } from '../tables/batch-change.entity.js';
import type { BatchProblemRow } from '../tables/batch-problem.entity.js';

export function toChange(row: BatchChangeRow): Change {
  const { runId, seq, kind, state, dn, stableId, before, after } = row;
  return {
    id: `${runId}-${seq}`,
    runId,
    kind,
    state,
    dn,
    stableId,
    userId: row.userId ?? null,
    matchedBy: row.matchedBy ?? null,
    before,
    after,
    appliedAt: row.appliedAt ?? null,
  };
}

export function toProblem({ id, runId, dn, code, params }: BatchProblemRow): Problem {
  return { id, runId, dn, code, params };
}
