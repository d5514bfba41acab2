import type { Provider } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SecretBox } from '../contract/secret-box.js';
import { AesSecretBox } from './aes-secret-box.js';
import { DataPoolStore } from './data-pools/data-pool-store.service.js';
import { DataPoolSeparation } from './data-pools/data-pool-separation.service.js';
import { SettingsDifferences } from './comparison/settings-differences.service.js';
import { DataPoolSettingsService } from './data-pools/data-pool-settings.service.js';
import { DataPoolVersions } from './data-pools/data-pool-versions.service.js';
import { JobSettingsStore } from './data-pools/job-settings-store.service.js';
import { JobSettingsService } from './job-settings.service.js';
import { SettingsAuthors } from './settings-authors.service.js';
import { SettingsSecrets } from '../contract/settings-secrets.js';
import { SettingsSecretsService } from './settings-secrets.service.js';
import { SettingsSeed } from './settings-seed.service.js';
import { SettingsVersions } from './settings-versions.service.js';

export const settingsProviders: readonly Provider[] = [
  {
    provide: SecretBox,
    inject: [ADDON_OPTIONS],
    useFactory: ({ secretBox, secretKey }: LdapAddonBatchSyncOptions): SecretBox =>
      secretBox ?? new AesSecretBox(secretKey),
  },
  SettingsDifferences,
  DataPoolStore,
  JobSettingsStore,
  DataPoolSettingsService,
  DataPoolVersions,
  DataPoolSeparation,
  JobSettingsService,
  SettingsAuthors,
  SettingsSeed,
  SettingsVersions,
  { provide: SettingsSecrets, useClass: SettingsSecretsService },
];
