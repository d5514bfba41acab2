import type { ReadSource, SharedStableId, StoredRead } from '../../engine/ports/read-store.js';
import type { DirectoryUser, Entry } from '../../mapping/directory-user.js';
import type { EntryProblem } from '../../mapping/directory-user.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { CopyIn } from '../database/database.js';
import type { RunLease } from '../runs/run-lease.js';
import { inactiveLine, problemLine, userLine } from './copy-lines.js';
import { dropEntries, dropRepeated, sharedStableIds } from './repeated-entries.js';
import { StagedTable } from './staged-table.js';

/** Writes the entries of one read into a temporary table with COPY. */
export class TemporaryRead implements StoredRead {
  private lineCount = 0;
  private unsent = '';
  private readonly kept = new Set<MappingTarget>();
  private readonly chosen = new Set<MappingTarget>();

  constructor(
    private readonly lease: RunLease,
    private readonly staged: StagedTable,
    private readonly copy: CopyIn,
  ) {}

  get source(): ReadSource {
    return new StagedTable(this.staged.name, this.staged.targets, [...this.kept], [...this.chosen]);
  }

  add(user: DirectoryUser): void {
    for (const target of user.kept ?? []) this.kept.add(target);
    for (const target in user.choices) this.chosen.add(target as MappingTarget);
    this.unsent += userLine(++this.lineCount, user, this.staged.columns);
  }

  reject(problem: EntryProblem): void {
    this.unsent += problemLine(++this.lineCount, problem, this.staged.columns.length);
  }

  exclude(entry: Pick<Entry, 'dn' | 'stableId'>): void {
    this.unsent += inactiveLine(++this.lineCount, entry, this.staged.columns.length);
  }

  async flush(): Promise<void> {
    const lines = this.unsent;
    this.unsent = '';
    if (lines !== '') await this.lease.use(() => this.copy.write(lines));
  }

  async finish(): Promise<number> {
    await this.flush();
    return this.lease.use(async (session) => {
      await this.copy.finish();
      const dropped = await dropRepeated(session, this.staged);
      // Only the columns by which the plan joins and filters: the other statistics would cost more than they save.
      await session.query(`analyze ${this.staged.name} (n, stable_id, code)`);
      return dropped;
    });
  }

  sharedStableIds(limit: number): Promise<readonly SharedStableId[]> {
    return this.lease.use((session) => sharedStableIds(session, this.staged, limit));
  }

  async drop(numbers: readonly number[]): Promise<void> {
    if (numbers.length > 0) await this.lease.use((session) => dropEntries(session, this.staged, numbers));
  }

  async close(): Promise<void> {
    if (this.lease.lost) return;
    await this.copy.abandon();
    await this.lease.use((session) => session.query(`drop table if exists ${this.staged.name}`));
  }
}
