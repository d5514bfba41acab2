import type { Provider } from '@nestjs/common';

import { BatchSynchronizations } from '../contract/batch-synchronizations.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SecretBox } from '../contract/secret-box.js';
import { AesSecretBox } from '../settings/aes-secret-box.js';
import { DirectoryHealth } from './directory-health.js';
import { HealthReport } from './health-report.js';
import { JobDesk } from './job-desk.js';
import { JobOverview } from './job-overview.js';
import { OptionsCheck } from './options-check.js';
import { ProgressFeed } from './progress-feed.js';
import { RunRecovery } from './run-recovery.js';
import { RunStarter } from './run-starter.js';
import { RunWorker } from './run-worker.js';
import { ScheduleKeeper } from './schedule-keeper.js';
import { SettingsDesk } from './settings-desk.js';
import { SettingsEditor } from './settings-editor.js';
import { Startup } from './startup.js';
import { Trial } from './trial.js';

export const jobsProviders: readonly Provider[] = [
  OptionsCheck,
  {
    provide: SecretBox,
    inject: [ADDON_OPTIONS, OptionsCheck],
    useFactory: ({ secretBox, secretKey }: LdapAddonBatchSyncOptions): SecretBox =>
      secretBox ?? new AesSecretBox(secretKey),
  },
  SettingsDesk,
  SettingsEditor,
  Trial,
  RunStarter,
  RunRecovery,
  RunWorker,
  ScheduleKeeper,
  ProgressFeed,
  JobOverview,
  DirectoryHealth,
  HealthReport,
  Startup,
  { provide: BatchSynchronizations, useClass: JobDesk },
];
