import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import { HostCredential } from '../database/host-credential.entity.js';
import { ConfigurationError } from './configuration-error.js';
import { HostConfig } from './host-config.js';
import { HOW_TO_MAKE_A_KEY, keyWeakness } from './key-strength.js';

/** A new installation must have a strong settings key. An existing one starts with a weak key, and says how to replace it. */
@Injectable()
export class SettingsKeyCheck implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly config: HostConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const weakness = keyWeakness(this.config.settingsKey);
    if (!weakness) return;
    const reason = `${weakness}; use a random key, ${HOW_TO_MAKE_A_KEY}`;
    if (await this.isNewInstallation()) throw new ConfigurationError([{ variable: 'SETTINGS_KEY', reason }]);
    new Logger('SettingsKey').warn(
      `SETTINGS_KEY ${reason}. Stop all processes of the host and run "ldap-batch-sync rekey" with the new key in ` +
        'SETTINGS_KEY and the current one in SETTINGS_KEY_OLD',
    );
  }

  /** Nobody can have signed in, and the command line has stored no settings. */
  private async isNewInstallation(): Promise<boolean> {
    const em = this.em.fork() as SqlEntityManager;
    if ((await em.count(HostCredential, {})) > 0) return false;
    return (await em.execute<unknown[]>('select 1 from admin_setting limit 1')).length === 0;
  }
}
