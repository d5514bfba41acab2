import { isDeepStrictEqual } from 'node:util';

import { Inject, Injectable } from '@nestjs/common';

import type { FieldError } from '../contract/error-codes.js';
import { optionInvalid } from '../contract/option-invalid.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SecretBox } from '../contract/secret-box.js';
import type { SyncError } from '../contract/sync-error.js';
import { UsersTable } from '../contract/users-table.js';
import type { Job } from '../processes/job.js';
import { isLostUpdate, JobSettingsService, SEED } from './job-settings.service.js';
import { isJson, type Json, openPassword } from './stored-password.js';
import { defaultSettings } from './stored-settings.js';

/** Stores the settings that a host starts with. They hold until someone saves others. */
@Injectable()
export class SettingsSeed {
  constructor(
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'seed'>,
    private readonly settings: JobSettingsService,
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
  ) {}

  /** Stores the seed where nothing is stored yet, or only another seed. Throws `OPTIONS_INVALID` when it cannot be stored. */
  async store(job: Job): Promise<void> {
    const { seed } = this.options;
    if (!seed || Object.keys(seed).length === 0) return;
    const stored = await this.settings.stored(job);
    if (stored && (stored.changedBy !== SEED || !namesDirectory(seed))) return;
    const validated = this.settings.validate(defaultSettings(this.users.limits()), seed);
    if (!validated.ok) throw seedInvalid(validated.errors);
    if (stored && isDeepStrictEqual(openPassword(stored.value, this.secrets).value, validated.value)) return;
    try {
      await this.settings.write(job, validated, stored?.version ?? 0, SEED);
    } catch (error) {
      // Another process stored the seed first.
      if (!isLostUpdate(error)) throw error;
    }
  }
}

/** A seed without servers names no other directory: the command line, for one, may get a password and nothing else. */
function namesDirectory({ dataPool }: Json): boolean {
  return !isJson(dataPool) || Object.hasOwn(dataPool, 'urls');
}

function seedInvalid([error]: readonly FieldError[]): SyncError {
  return optionInvalid(`seed.${error?.field ?? ''}`, error?.message ?? '');
}
