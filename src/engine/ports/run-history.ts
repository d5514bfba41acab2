import type { ChangeKind } from '../../contract/change-kinds.js';
import type { Change, Page, Problem, RowsRequest, Run, RunProgress } from '../../contract/runs.js';

/** Stored runs, changes and problems, paged by cursor. */
export abstract class RunHistory {
  /** The newest run; plans do not count. */
  abstract newest(job: string): Promise<Run | undefined>;
  abstract lastGood(job: string): Promise<Run | undefined>;
  abstract runs(job: string, rows?: RowsRequest): Promise<Page<Run>>;
  abstract run(id: string): Promise<Run | undefined>;
  abstract progress(id: string): Promise<RunProgress | undefined>;
  abstract changes(runId: string, rows?: RowsRequest & { readonly kind?: ChangeKind }): Promise<Page<Change>>;
  abstract problems(runId: string, rows?: RowsRequest): Promise<Page<Problem>>;
  abstract ofUser(userId: string, rows?: RowsRequest): Promise<Page<Change>>;
}
