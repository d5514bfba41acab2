import { SyncError } from '../../contract/sync-error.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import { Staging, type StagingArea } from '../../engine/ports/staging.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { RunLeases } from '../runs/run-leases.js';
import type { UserTable } from '../users/user-table.js';
import { SqlStagingArea } from './sql-staging-area.js';
import { StagedTable } from './staged-table.js';

/** Staging in a temporary table of the connection that has the run's lease. */
export class SqlStaging extends Staging {
  constructor(
    private readonly users: UserTable,
    private readonly tables: OwnTables,
    private readonly leases: RunLeases,
  ) {
    super();
  }

  async open(run: LeasedRun, targets: readonly MappingTarget[]): Promise<StagingArea> {
    if (!targets.includes('userName')) {
      const params = { symbolicName: run.job.symbolicName, field: 'mapping', reason: 'no row leads to userName' };
      throw new SyncError('SETTINGS_INVALID', { params });
    }
    const staged = new StagedTable(run.id, targets);
    const lease = this.leases.of(run);
    const copy = await lease.use(async (session) => {
      await session.query(`drop table if exists ${staged.name}`);
      await session.query(staged.createStatement());
      return session.copyIn(staged.name, staged.columnNames);
    });
    return new SqlStagingArea(lease, staged, copy, this.users, this.tables);
  }
}
