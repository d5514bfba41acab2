import type { Certificate, RunCounts } from '../../contract/run.js';
import type { DirectoryUser } from '../../mapping/directory-user.js';
import type { EntryProblem } from '../../mapping/mapped.js';
import type { StagingArea } from '../../sync/ports/staging.js';
import type { CopyIn, Statements } from '../database/database.js';
import type { OwnTables } from '../own-tables.js';
import { planSql } from '../plan/plan-sql.js';
import { countsDisagree } from '../persistence-errors.js';
import { moveRun } from '../runs/move-run.js';
import type { Turn } from '../runs/turn.js';
import type { UserTable } from '../user-table/user-table.js';
import { problemLine, userLine } from './copy-lines.js';
import type { StagedTable } from './staged-table.js';

/** What one run has read, in its temporary table. */
export class SqlStagingArea implements StagingArea {
  private lines = 0;
  private waiting = '';

  constructor(
    private readonly turn: Turn,
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
    if (lines !== '') await this.turn.use(() => this.copy.write(lines));
  }

  async plan(certificate: Certificate): Promise<RunCounts> {
    await this.flush();
    await this.turn.use(async (session) => {
      await this.copy.finish();
      // What the plan joins and filters by; statistics of the values would cost more than they are worth.
      await session.query(`analyze ${this.staged.name} (n, stable_id, code)`);
    });
    return this.turn.transaction('reading', async (transaction) => {
      await guardThePlanner(transaction);
      const { run } = this.turn;
      const { sql, values } = planSql(this.users, this.tables, this.staged, run);
      const [counts] = await transaction.query<RunCounts>(sql, values);
      if (!counts) throw new Error('The plan returned no counts.');
      // Whoever was lost on the way to the database must not look like somebody who is gone.
      if (counts.read !== certificate.entries) throw countsDisagree(certificate.entries, counts.read);
      const targets = this.staged.columns.map(({ target }) => target);
      await moveRun(transaction, this.tables, run, { status: 'planned', counts, certificate, targets });
      return counts;
    });
  }

  async close(): Promise<void> {
    if (this.turn.lost) return;
    await this.copy.abandon();
    await this.turn.use((session) => session.query(`drop table if exists ${this.staged.name}`));
  }
}

/**
 * Users and links may have been filled a moment ago, without statistics: the planner would expect one row and loop
 * over a hundred thousand, or sort them. Every join of the plan has an equality to hash by.
 */
async function guardThePlanner(transaction: Statements): Promise<void> {
  await transaction.query(`select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`);
}
