import type { ReadReport } from '../../contract/runs.js';
import type { RunCounts } from '../../contract/change-kinds.js';
import type { DirectoryUser } from '../../mapping/directory-user.js';
import type { EntryProblem } from '../../mapping/mapped.js';
import type { StagingArea } from '../../engine/ports/staging.js';
import type { CopyIn, Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { planSql } from '../plan/plan-sql.js';
import { countsDisagree } from '../persistence-errors.js';
import { transitionRun } from '../runs/transition-run.js';
import type { RunLease } from '../runs/run-lease.js';
import type { UserTable } from '../users/user-table.js';
import { problemLine, userLine } from './copy-lines.js';
import type { StagedTable } from './staged-table.js';

/** What one run has read, in its temporary table. */
export class SqlStagingArea implements StagingArea {
  private lines = 0;
  private waiting = '';

  constructor(
    private readonly lease: RunLease,
    private readonly staged: StagedTable,
    private readonly copy: CopyIn,
    private readonly users: UserTable,
    private readonly tables: OwnTables,
  ) {}

  add(user: DirectoryUser): void {
    this.waiting += userLine(++this.lines, user, this.staged.columns);
  }

  reject(problem: EntryProblem): void {
    this.waiting += problemLine(++this.lines, problem, this.staged.columns.length);
  }

  async flush(): Promise<void> {
    const lines = this.waiting;
    this.waiting = '';
    if (lines !== '') await this.lease.use(() => this.copy.write(lines));
  }

  async plan(readReport: ReadReport): Promise<RunCounts> {
    await this.flush();
    await this.lease.use(async (session) => {
      await this.copy.finish();
      // What the plan joins and filters by; statistics of the values would cost more than they are worth.
      await session.query(`analyze ${this.staged.name} (n, stable_id, code)`);
    });
    return this.lease.transaction('reading', async (transaction) => {
      await forceHashJoins(transaction);
      const { run } = this.lease;
      const { sql, values } = planSql(this.users, this.tables, this.staged, { id: run.id, dataPool: run.job.dataPool });
      const [counts] = await transaction.query<RunCounts>(sql, values);
      if (!counts) throw new Error('The plan returned no counts.');
      // Whoever was lost on the way to the database must not look like somebody who is gone.
      if (counts.read !== readReport.entries) throw countsDisagree(readReport.entries, counts.read);
      const targets = this.staged.columns.map(({ target }) => target);
      await transitionRun(transaction, this.tables, run, { status: 'planned', counts, readReport, targets });
      return counts;
    });
  }

  async close(): Promise<void> {
    if (this.lease.lost) return;
    await this.copy.abandon();
    await this.lease.use((session) => session.query(`drop table if exists ${this.staged.name}`));
  }
}

/**
 * Users and links may have been filled a moment ago, without statistics: the planner would expect one row and loop
 * over a hundred thousand, or sort them. Every join of the plan has an equality to hash by.
 */
async function forceHashJoins(transaction: Statements): Promise<void> {
  await transaction.query(`select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`);
}
