import { Injectable } from '@nestjs/common';

import type { PoolQuestion, SavePoolRequest } from '../../contract/data-pools.js';
import type { FieldError } from '../../contract/error-codes.js';
import { SecretBox } from '../../contract/secret-box.js';
import type { SettingChange, SettingsComparison } from '../../contract/settings-comparison.js';
import { SettingsStore } from '../../contract/settings-store.js';
import { SettingsDifferences } from '../comparison/settings-differences.service.js';
import type { CurrentSettings } from '../current-settings.js';
import type { JsonObject } from '../json-object.js';
import { BatchSyncSettings } from '../schema/batch-sync-settings.js';
import {
  decryptSecrets,
  encryptSecrets,
  hideSecrets,
  isSame,
  type KeptSecrets,
  keptSecrets,
  requiredAgain,
  unreadableField,
} from '../secrets/stored-secrets.js';
import { settingChanged } from '../settings-errors.js';
import { defaultSettings, mergeSettings, redactSettings } from '../stored-settings.js';
import { parseSettings } from '../validate-settings.js';
import { DataPoolStore, type StoredPool } from './data-pool-store.service.js';

type Valid = { readonly ok: true; readonly value: JsonObject; readonly kept: KeptSecrets };
type Outcome = { readonly ok: true } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Checks and saves the settings of data pools, by the rules of the section `dataPool` of a job. */
@Injectable()
export class DataPoolSettingsService {
  constructor(
    private readonly store: SettingsStore,
    private readonly pools: DataPoolStore,
    private readonly secrets: SecretBox,
    private readonly differences: SettingsDifferences,
  ) {}

  defaults(): JsonObject {
    return defaultSettings()['dataPool'] as JsonObject;
  }

  withoutSecrets(pool: StoredPool | undefined): JsonObject {
    const { name: _name, ...settings } = redactSettings(this.whole(pool, undefined))['dataPool'] as JsonObject;
    return settings;
  }

  /** Settings as a check would use them: the stored ones, or unsaved ones merged into them, with a search if one is given. */
  withUnsaved(
    name: string,
    pool: StoredPool | undefined,
    { settings: part = {}, search }: PoolQuestion = {},
  ): Omit<CurrentSettings, 'job' | 'stored'> {
    const [base, changed] = [this.whole(pool, name), { dataPool: part, ...(search && { search }) }];
    const merged = mergeSettings(base, changed);
    const kept = keptSecrets(changed, merged);
    const again = requiredAgain(base, merged, kept);
    const isReadable = again.length === 0;
    const { value, errors: unreadable } = isReadable
      ? decryptSecrets(merged, this.secrets, kept)
      : { value: hideSecrets(merged, kept), errors: [] };
    const parsed = parseSettings(value);
    const errors = [...unreadable.map(unreadableField), ...(parsed.ok ? [] : parsed.errors), ...again];
    const settings = parsed.ok ? parsed.settings : new BatchSyncSettings();
    const secretError = unreadable[0]?.error;
    return { settings, errors, secretError, settingsVersion: 0, dataPoolVersion: pool?.row.version ?? 0 };
  }

  /** The errors of settings as they would be stored, without those of the stored secret. */
  errorsOf(name: string, pool: StoredPool | undefined, question: PoolQuestion): readonly FieldError[] {
    return this.withUnsaved(name, pool, question).errors.filter(({ code }) => code !== 'secretUnreadable');
  }

  /** Throws `SETTING_CHANGED`. */
  async save(name: string, pool: StoredPool | undefined, request: SavePoolRequest): Promise<Outcome> {
    const version = pool?.row.version ?? 0;
    const { settings: part, changedBy, expectedVersion = version, description = pool?.description ?? '' } = request;
    if (expectedVersion !== version) throw settingChanged();
    const validated = this.validate(name, pool, part);
    if (!validated.ok) return validated;
    const { value, kept } = validated;
    const base = this.whole(pool, name);
    const isUnchanged = pool?.description === description && isSame({ value: base }, { value, kept }, this.secrets);
    if (isUnchanged) return { ok: true };
    const { dataPool } = encryptSecrets(value, this.secrets, kept) as { readonly dataPool: JsonObject };
    await this.store.write(this.pools.toWrite(dataPool, pool, changedBy, description));
    return { ok: true };
  }

  /** What a save of these settings (a part, as in a save) would change. A secret that is set always counts as changed. */
  compare(name: string, pool: StoredPool | undefined, part: JsonObject): SettingsComparison {
    const validated = this.validate(name, pool, part);
    if (!validated.ok) return validated;
    const changes = this.differences.ofSave(this.whole(pool, name), validated);
    return { ok: true, version: pool?.row.version ?? 0, changes };
  }

  /** What differs between the settings of two versions. Secrets are not compared if one cannot be decrypted. */
  changesBetween(before: StoredPool, after: StoredPool): readonly SettingChange[] {
    return this.differences.between(this.whole(before, before.name), this.whole(after, after.name));
  }

  /** The settings with `part` merged into them, as they would be stored. */
  private validate(
    name: string,
    pool: StoredPool | undefined,
    part: JsonObject,
  ): Valid | { readonly ok: false; readonly errors: readonly FieldError[] } {
    const errors = this.errorsOf(name, pool, { settings: part });
    if (errors.length > 0) return { ok: false, errors };
    const changed = { dataPool: part };
    const merged = mergeSettings(this.whole(pool, name), changed);
    const kept = keptSecrets(changed, merged);
    const parsed = parseSettings(hideSecrets(merged, kept));
    return parsed.ok ? { ok: true, value: JSON.parse(JSON.stringify(parsed.settings)) as JsonObject, kept } : parsed;
  }

  /** The settings of a job that has nothing but this data pool. */
  private whole(pool: StoredPool | undefined, name: string | undefined): JsonObject {
    return { ...defaultSettings(), dataPool: { ...(pool?.dataPool ?? this.defaults()), ...(name && { name }) } };
  }
}
