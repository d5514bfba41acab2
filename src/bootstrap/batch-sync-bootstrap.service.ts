import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

import { UsersTable } from '../contract/users-table.js';
import { ScheduleUpdates } from '../engine/ports/schedule-updates.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { DirectoryProposals } from '../engine/ports/directory-proposals.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { NotificationsService } from '../runs/notifications.service.js';
import { RetentionService } from '../runs/retention.service.js';
import { RunRecovery } from '../runs/run-recovery.service.js';
import { RunWorker } from '../runs/run-worker.service.js';
import { DataPoolSeparation } from '../settings/data-pools/data-pool-separation.service.js';
import { SettingsSeed } from '../settings/settings-seed.service.js';

/** Starts the add-on in the right order. Its tables are up to date by then: migrations run when modules initialize. */
@Injectable()
export class BatchSyncBootstrap implements OnApplicationBootstrap {
  constructor(
    private readonly users: UsersTable,
    private readonly catalog: ProcessCatalog,
    private readonly separation: DataPoolSeparation,
    private readonly seed: SettingsSeed,
    private readonly directory: DirectoryProposals,
    private readonly history: RunHistory,
    private readonly recovery: RunRecovery,
    private readonly schedule: ScheduleUpdates,
    private readonly worker: RunWorker,
    private readonly retention: RetentionService,
    private readonly notifications: NotificationsService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Not earlier: the host may migrate its tables while modules initialize.
    await this.users.refresh();
    await this.catalog.register();
    const [first] = await this.catalog.jobs();
    if (first) {
      await this.separation.separate(first);
      await this.seed.store(first, {
        usualAttributes: (source, moment) => this.directory.usualMapping(source, moment),
        hasRun: async () => (await this.history.lastGood(first.name)) !== undefined,
      });
    }
    await this.recovery.recover();
    await this.schedule.start();
    if (this.worker.takesRunsAtStart) {
      await this.worker.work();
      this.retention.watch();
      this.notifications.watch();
    }
    this.recovery.watch();
  }
}
