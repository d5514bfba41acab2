import {
  BatchSyncConflicts,
  type Conflict,
  type ConflictPage,
  type ConflictsRequest,
  type DecisionRequest,
  type Run,
  SyncError,
} from '../../../src/index.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';
import { aRun } from './fake-runs.js';

export function aConflict(part: Partial<Conflict> = {}): Conflict {
  return {
    id: '7',
    job: NAME,
    runId: UNKNOWN_ID,
    code: 'USER_OF_OTHER_ENTRY',
    dn: 'uid=ada,ou=new',
    stableId: 's',
    isPartial: false,
    field: 'userName',
    value: 'ada',
    user: { id: UNKNOWN_ID, userName: 'ada' },
    holder: { dn: 'uid=ada,ou=old', lastSeen: '2026-03-01T02:00:00.000Z' },
    recognizedBy: [{ field: 'employeeNumber', ofEntry: '998877', ofUser: '10020', contradicts: true }],
    choices: ['relink', 'release'],
    params: { field: 'userName', user: 'ada', other: 'uid=ada,ou=old', lastSeen: '2026-03-01T02:00:00.000Z' },
    ...part,
  };
}

/** Conflicts with prepared responses. */
export class FakeConflicts extends BatchSyncConflicts {
  found: readonly Conflict[] = [aConflict(), aConflict({ id: '8', user: null, holder: null, choices: [] })];
  askedFor: unknown;
  decidedWith: unknown;
  failure: SyncError | undefined;

  async list(job: string, request: ConflictsRequest = {}): Promise<ConflictPage> {
    if (job !== NAME) throw new SyncError('JOB_UNKNOWN', { params: { job } });
    this.askedFor = { ...request };
    const run = { id: UNKNOWN_ID, mode: 'apply', status: 'succeeded', endedAt: new Date(3) } as const;
    const totals = [
      { code: 'USER_OF_OTHER_ENTRY', conflicts: 449, omitted: 0, choices: ['relink', 'release'] },
    ] as const;
    return { items: this.found, nextCursor: null, run, totals, releasedName: '{value}.former' };
  }

  async decide(job: string, request: DecisionRequest): Promise<Run> {
    if (this.failure) throw this.failure;
    this.decidedWith = { job, ...request };
    const { choice, code = null, reason } = request;
    return aRun({ mode: 'plan', status: 'queued', decision: { choice, code, reason } });
  }
}
