import { SyncError } from '../../contract/sync-error.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { OpenRun } from '../../sync/ports/runs.js';
import { Staging, type StagingArea } from '../../sync/ports/staging.js';
import type { OwnTables } from '../own-tables.js';
import type { Turns } from '../runs/turns.js';
import type { UserTable } from '../user-table/user-table.js';
import { SqlStagingArea } from './sql-staging-area.js';
import { StagedTable } from './staged-table.js';

/** Staging in a temporary table of the connection that has the run's turn. */
export class SqlStaging extends Staging {
  constructor(
    private readonly users: UserTable,
    private readonly tables: OwnTables,
    private readonly turns: Turns,
  ) {
    super();
  }

  async open(run: OpenRun, targets: readonly MappingTarget[]): Promise<StagingArea> {
    if (!targets.includes('userName')) {
      const params = { symbolicName: run.symbolicName, field: 'mapping', reason: 'no row leads to userName' };
      throw new SyncError('SETTINGS_INVALID', { params });
    }
    const staged = new StagedTable(run.id, targets);
    const turn = this.turns.of(run);
    const copy = await turn.use(async (session) => {
      await session.query(`drop table if exists ${staged.name}`);
      await session.query(staged.createStatement());
      return session.copyIn(staged.name, staged.columnNames);
    });
    return new SqlStagingArea(turn, staged, copy, this.users, this.tables);
  }
}
