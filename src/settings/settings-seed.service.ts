import { isDeepStrictEqual } from 'node:util';

import { Inject, Injectable } from '@nestjs/common';

import type { FieldError } from '../contract/error-codes.js';
import { optionInvalid, optionValueInvalid } from '../contract/option-errors.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SecretBox } from '../contract/secret-box.js';
import type { SyncError } from '../contract/sync-error.js';
import { UsersTable } from '../contract/users-table.js';
import type { Job } from '../processes/job.js';
import { decryptSecrets } from './secrets/stored-secrets.js';
import { JobSettingsService, SEED } from './job-settings.service.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { isSettingChanged } from './settings-errors.js';
import { completeSettings, defaultSettings } from './stored-settings.js';

/** Stores the initial settings that the host passes as an option. They apply until a user saves settings. */
@Injectable()
export class SettingsSeed {
  constructor(
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'seed'>,
    private readonly settings: JobSettingsService,
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
  ) {}

  /** Stores the seed if nothing is stored yet, or only another seed. Throws `OPTIONS_INVALID` when it is not valid. */
  async store(job: Job): Promise<void> {
    const { seed } = this.options;
    if (!seed || Object.keys(seed).length === 0) return;
    const stored = await this.settings.stored(job);
    if (stored && (stored.changedBy !== SEED || !namesServers(seed))) return;
    const validated = this.settings.validate(defaultSettings(this.users.limits()), seed);
    if (!validated.ok) throw seedInvalid(validated.errors);
    const current = stored && decryptSecrets(completeSettings(stored.value), this.secrets, job.settingKey).value;
    if (stored && isDeepStrictEqual(current, validated.value)) return;
    try {
      await this.settings.write(job, validated, stored?.version ?? 0, SEED);
    } catch (error) {
      // Another process stored the seed first.
      if (!isSettingChanged(error)) throw error;
    }
  }
}

/** A seed without servers does not replace a stored seed: the command line may pass a password and nothing else. */
function namesServers({ dataPool }: JsonObject): boolean {
  return !isJsonObject(dataPool) || Object.hasOwn(dataPool, 'urls');
}

function seedInvalid([error]: readonly FieldError[]): SyncError {
  return error ? optionValueInvalid(`seed.${error.field}`, error) : optionInvalid('seed', 'it is not valid');
}
