import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

import { ProcessOffice } from '../process/process-office.js';
import { OptionsCheck } from './options-check.js';
import { RunRecovery } from './run-recovery.js';
import { RunWorker } from './run-worker.js';
import { ScheduleKeeper } from './schedule-keeper.js';
import { SettingsEditor } from './settings-editor.js';

/** The order in which the add-on comes to life. The tables are up to date by then: that is done when modules init. */
@Injectable()
export class Startup implements OnApplicationBootstrap {
  constructor(
    _options: OptionsCheck,
    private readonly office: ProcessOffice,
    private readonly editor: SettingsEditor,
    private readonly recovery: RunRecovery,
    private readonly keeper: ScheduleKeeper,
    private readonly worker: RunWorker,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.office.register();
    await this.editor.seed();
    await this.recovery.recover();
    await this.keeper.keep();
    if (this.worker.isWorking) await this.worker.work();
    this.recovery.keepWatch();
  }
}
