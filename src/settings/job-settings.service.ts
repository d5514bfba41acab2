import { Injectable } from '@nestjs/common';

import type { FieldError } from '../contract/error-codes.js';
import type { JobSettings, SaveRequest } from '../contract/jobs.js';
import { SecretBox } from '../contract/secret-box.js';
import type { SettingChange, SettingsComparison } from '../contract/settings-comparison.js';
import type { StoredSetting } from '../contract/settings-store.js';
import { UsersTable } from '../contract/users-table.js';
import type { Job } from '../processes/job.js';
import {
  hasPoolValues,
  JobSettingsStore,
  poolNameOf,
  type ReplacedSettings,
  type StoredJobSettings,
} from './data-pools/job-settings-store.service.js';
import { type CurrentSettings, versionsOf } from './current-settings.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { SettingsDifferences } from './comparison/settings-differences.service.js';
import { BatchSyncSettings } from './schema/batch-sync-settings.js';
import {
  decryptSecrets,
  encryptSecrets,
  hideSecrets,
  isSame,
  type KeptSecrets,
  keptSecrets,
  requiredAgain,
  type UnreadableSecret,
  unreadableField,
} from './secrets/stored-secrets.js';
import { SEED, savedBy } from './saved-by.js';
import { isSettingChanged, settingChanged } from './settings-errors.js';
import { completeSettings, defaultSettings, mergeSettings, redactSettings } from './stored-settings.js';
import { fruitlessRowErrors, parseSettings } from './validate-settings.js';

const SAVE_ATTEMPTS = 5;

export type SettingsOutcome =
  { readonly ok: true; readonly saved: JobSettings } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Settings that passed validation and may be stored. */
export interface ValidSettings {
  readonly ok: true;
  /** The secrets in clear text, and placeholders for stored ones that are kept. */
  readonly value: JsonObject;
  readonly kept: KeptSecrets;
}

/** Reads and saves the settings of jobs. Reading never throws because of what is stored. */
@Injectable()
export class JobSettingsService {
  constructor(
    private readonly store: JobSettingsStore,
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
    private readonly differences: SettingsDifferences,
  ) {}

  /** The stored settings, or the defaults. */
  async current(job: Job): Promise<CurrentSettings> {
    const stored = await this.stored(job);
    return this.decrypt(job, stored, this.storedValue(stored));
  }

  /** Unsaved settings (a part, as in a save), merged into the stored ones. Saves nothing. */
  async withUnsaved(job: Job, part: JsonObject): Promise<CurrentSettings> {
    const stored = await this.stored(job);
    const { value: base } = await this.baseOf(stored, part);
    const merged = mergeSettings(base, part);
    const kept = keptSecrets(part, merged);
    const again = requiredAgain(base, merged, kept);
    if (again.length === 0) return this.decrypt(job, stored, merged, kept);
    const current = this.parse(job, stored, hideSecrets(merged, kept));
    return { ...current, errors: [...current.errors, ...again] };
  }

  /**
   * Unsaved settings as a plan keeps them: merged into the stored ones, with the secrets encrypted.
   *
   * @param read as `withUnsaved` returned it, so that a secret that is kept belongs to the servers that it checked.
   */
  async toKeep(read: Pick<CurrentSettings, 'stored'>, part: JsonObject): Promise<unknown> {
    const merged = mergeSettings((await this.baseOf(read.stored, part)).value, part);
    if (!isJsonObject(merged)) return merged;
    return encryptSecrets(merged, this.secrets, keptSecrets(part, merged));
  }

  /** Settings that a plan kept. */
  async kept(job: Job, value: unknown): Promise<CurrentSettings> {
    return this.decrypt(job, await this.stored(job), completeSettings(value));
  }

  /** The errors of unsaved settings, without those of the stored secret. */
  async errorsOf(job: Job, part: JsonObject): Promise<readonly FieldError[]> {
    const outcome = this.validate((await this.baseOf(await this.stored(job), part)).value, part);
    return outcome.ok ? [] : outcome.errors;
  }

  /** The settings without secrets. */
  async show(job: Job): Promise<JobSettings> {
    return this.shown(job, await this.stored(job));
  }

  /**
   * Returns the errors of invalid values and changes nothing. Values that are stored already make no new version. Throws
   * `SETTING_CHANGED` on a lost update.
   */
  async save(job: Job, request: SaveRequest): Promise<SettingsOutcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.saveOver(job, await this.stored(job), request);
      } catch (error) {
        // A save without an expected version overwrites concurrent saves.
        const mayRetry = isSettingChanged(error) && request.expectedVersion === undefined && attempt < SAVE_ATTEMPTS;
        if (!mayRetry) throw error;
      }
    }
  }

  /**
   * What a save of these settings (a part, as in a save) would change. A secret that is set always counts as changed.
   * Saves nothing.
   */
  async compare(job: Job, part: JsonObject): Promise<SettingsComparison> {
    const stored = await this.stored(job);
    const base = this.storedValue(stored);
    const validated = this.validate((await this.baseOf(stored, part)).value, part);
    if (!validated.ok) return validated;
    return { ok: true, version: stored?.version ?? 0, changes: this.differences.ofSave(base, validated) };
  }

  /** What differs between two versions. Secrets are not compared if one cannot be decrypted. */
  changesBetween(before: StoredSetting | undefined, after: StoredSetting): readonly SettingChange[] {
    return this.differences.between(this.storedValue(before), completeSettings(after.value));
  }

  stored(job: Job): Promise<StoredJobSettings | undefined> {
    return this.store.read(job);
  }

  /** Merges `part` into `base` and validates the result, and the rows that it enters more strictly. */
  validate(
    base: unknown,
    part: JsonObject,
  ): ValidSettings | { readonly ok: false; readonly errors: readonly FieldError[] } {
    const merged = mergeSettings(base, part);
    const kept = keptSecrets(part, merged);
    const limits = this.users.limits();
    const parsed = parseSettings(hideSecrets(merged, kept), limits);
    const missing = requiredAgain(base, merged, kept);
    if (!parsed.ok) return { ok: false, errors: [...parsed.errors, ...missing] };
    const errors = [...(part['mapping'] ? fruitlessRowErrors(parsed.settings, limits) : []), ...missing];
    if (errors.length > 0) return { ok: false, errors };
    return { ok: true, value: JSON.parse(JSON.stringify(parsed.settings)) as JsonObject, kept };
  }

  write(
    job: Job,
    { value, kept }: ValidSettings,
    replaced: ReplacedSettings,
    changedBy: string | null,
  ): Promise<StoredJobSettings> {
    const encrypted = encryptSecrets(value, this.secrets, kept) as JsonObject;
    return this.store.write(job, encrypted, replaced, changedBy);
  }

  /** The settings without secrets, with the name of the data pool in place of its settings. */
  private shown(job: Job, stored: StoredSetting | undefined): JobSettings {
    const shown = this.withoutSecrets(job, stored);
    return { ...shown, settings: { ...shown.settings, dataPool: poolNameOf(this.storedValue(stored)) } };
  }

  /** What was stored, now or earlier, without secrets. */
  withoutSecrets(job: Job, stored: StoredSetting | undefined): JobSettings {
    const value = this.storedValue(stored);
    return {
      job: job.name,
      symbolicName: job.symbolicName,
      version: stored?.version ?? 0,
      settings: redactSettings(value),
      changedAt: stored?.changedAt ?? null,
      changedBy: stored ? savedBy(stored) : null,
      errors: this.decrypt(job, undefined, value).errors,
    };
  }

  /** The stored settings on the data pool that `part` names. Throws `DATA_POOL_UNKNOWN`. */
  private async baseOf(
    stored: StoredJobSettings | undefined,
    part: JsonObject,
  ): Promise<Pick<StoredJobSettings, 'value' | 'dataPoolVersion'>> {
    const base = this.storedValue(stored);
    const name = poolNameOf(Object.hasOwn(part, 'dataPool') ? mergeSettings(base, part) : base);
    const isOnPool = name === poolNameOf(base) || !isJsonObject(base);
    if (isOnPool) return { value: base, dataPoolVersion: stored?.dataPoolVersion ?? 0 };
    return this.store.onPool(base, name);
  }

  private async saveOver(
    job: Job,
    stored: StoredJobSettings | undefined,
    request: SaveRequest,
  ): Promise<SettingsOutcome> {
    const version = stored?.version ?? 0;
    const { settings: part, changedBy, expectedVersion = version } = request;
    if (expectedVersion !== version) throw settingChanged();

    const { value: base, dataPoolVersion } = await this.baseOf(stored, part);
    const validated = this.validate(base, part);
    if (!validated.ok) return validated;
    // A seed is stored again: from then on it counts as saved by the user.
    const isUnchanged =
      stored &&
      stored.version > 0 &&
      stored.changedBy !== SEED &&
      isSame({ value: this.storedValue(stored) }, validated, this.secrets);
    if (isUnchanged) return { ok: true, saved: this.shown(job, stored) };
    const replaced = { version, dataPoolVersion, withDataPool: hasPoolValues(part) };
    const saved = await this.write(job, validated, replaced, changedBy);
    return { ok: true, saved: this.shown(job, saved) };
  }

  /** The stored value with the encrypted secrets; the defaults when nothing is stored. */
  private storedValue(stored: StoredSetting | undefined): unknown {
    return stored ? completeSettings(stored.value) : defaultSettings(this.users.limits());
  }

  /** @param only if given, the other secrets are in clear text. */
  private decrypt(
    job: Job,
    stored: StoredJobSettings | undefined,
    encrypted: unknown,
    only?: KeptSecrets,
  ): CurrentSettings {
    const { value, errors } = decryptSecrets(encrypted, this.secrets, only);
    return this.parse(job, stored, value, errors);
  }

  private parse(
    job: Job,
    stored: StoredJobSettings | undefined,
    decrypted: unknown,
    unreadable: readonly UnreadableSecret[] = [],
  ): CurrentSettings {
    const parsed = parseSettings(decrypted, this.users.limits());
    const errors = [...unreadable.map(unreadableField), ...(parsed.ok ? [] : parsed.errors)];
    const settings = parsed.ok ? parsed.settings : new BatchSyncSettings();
    return { job, stored, ...versionsOf(stored), settings, errors, secretError: unreadable[0]?.error };
  }
}
