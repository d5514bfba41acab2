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
import { JobSettingsService, SEED, type ValidSettings } from './job-settings.service.js';
import { withFormerDefaults } from './former-defaults.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { hasDirectory } from './schema/batch-sync-settings.js';
import type { DirectorySource } from './schema/directory-source.js';
import { mappingOfSeed, type UsualAttributes } from './seed-mapping.js';
import { isSettingChanged } from './settings-errors.js';
import { completeSettings, defaultSettings } from './stored-settings.js';
import { parseSettings } from './validate-settings.js';

/** What the product of a directory usually has; undefined if it is not known. */
type AskProduct = (source: DirectorySource) => Promise<UsualAttributes | undefined>;

const noProduct: AskProduct = () => Promise.resolve(undefined);

/** Stores the initial settings that the host passes as an option. They apply until a user saves settings. */
@Injectable()
export class SettingsSeed {
  constructor(
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'seed'>,
    private readonly settings: JobSettingsService,
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
  ) {}

  /**
   * Stores the seed if nothing is stored yet, or only another seed. Throws `OPTIONS_INVALID` when it is not valid.
   *
   * @param usualAttributes asks the directory of a seed without a mapping what its product usually has.
   */
  async store(job: Job, usualAttributes: AskProduct = noProduct): Promise<void> {
    const { seed } = this.options;
    if (!seed || Object.keys(seed).length === 0) return;
    const stored = await this.settings.stored(job);
    if (stored && (stored.changedBy !== SEED || !namesServers(seed))) return;
    const before = stored && completeSettings(stored.value);
    const validated = await this.validated(seed, before, usualAttributes);
    const current = stored && decryptSecrets(before, this.secrets).value;
    if (stored && isDeepStrictEqual(current, validated.value)) return;
    try {
      const { version = 0, dataPoolVersion = 0 } = stored ?? {};
      await this.settings.write(job, validated, { version, dataPoolVersion, withDataPool: true }, SEED);
    } catch (error) {
      // Another process stored the seed first.
      if (!isSettingChanged(error)) throw error;
    }
  }

  private async validated(seed: JsonObject, before: unknown, usualAttributes: AskProduct): Promise<ValidSettings> {
    const limits = this.users.limits();
    const defaults = withFormerDefaults(defaultSettings(limits), before);
    const validated = this.valid(defaults, seed);
    const parsed = Object.hasOwn(seed, 'mapping') ? undefined : parseSettings(validated.value, limits);
    if (!parsed?.ok || !hasDirectory(parsed.settings)) return validated;
    const usual = await usualAttributes(parsed.settings);
    return this.valid({ ...defaults, mapping: mappingOfSeed(usual, before, limits) }, seed);
  }

  private valid(defaults: JsonObject, seed: JsonObject): ValidSettings {
    const validated = this.settings.validate(defaults, seed);
    if (!validated.ok) throw seedInvalid(validated.errors);
    return validated;
  }
}

/** A seed without servers does not replace a stored seed: the command line may pass a password and nothing else. */
function namesServers({ dataPool }: JsonObject): boolean {
  return !isJsonObject(dataPool) || Object.hasOwn(dataPool, 'urls');
}

function seedInvalid([error]: readonly FieldError[]): SyncError {
  return error ? optionValueInvalid(`seed.${error.field}`, error) : optionInvalid('seed', 'it is not valid');
}
