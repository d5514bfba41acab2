import { EntityManager } from '@mikro-orm/core';
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
    const isNew = (await this.em.fork().count(HostCredential, {})) === 0;
    const reason = `${weakness}; use a random key, ${HOW_TO_MAKE_A_KEY}`;
    if (isNew) throw new ConfigurationError([{ variable: 'SETTINGS_KEY', reason }]);
    new Logger('SettingsKey').warn(
      `SETTINGS_KEY ${reason}. Stop all processes of the host and run "ldap-batch-sync rekey" with the new key in ` +
        'SETTINGS_KEY and the current one in SETTINGS_KEY_OLD',
    );
  }
}
