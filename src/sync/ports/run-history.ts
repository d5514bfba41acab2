import type { RowsRequest } from '../../contract/batch-synchronizations.js';
import type { Change, ChangeKind, Page, Problem, Run, RunProgress } from '../../contract/run.js';

/** What happened: runs, changes and problems, by cursor. */
export abstract class RunHistory {
  abstract newest(symbolicName: string): Promise<Run | undefined>;
  abstract lastGood(symbolicName: string): Promise<Run | undefined>;
  abstract runs(symbolicName: string, rows?: RowsRequest): Promise<Page<Run>>;
  abstract run(id: string): Promise<Run | undefined>;
  abstract progress(id: string): Promise<RunProgress | undefined>;
  abstract changes(runId: string, rows?: RowsRequest & { readonly kind?: ChangeKind }): Promise<Page<Change>>;
  abstract problems(runId: string, rows?: RowsRequest): Promise<Page<Problem>>;
  abstract ofUser(userId: string, rows?: RowsRequest): Promise<Page<Change>>;
}
