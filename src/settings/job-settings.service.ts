import { Injectable } from '@nestjs/common';

import type { FieldError } from '../contract/error-codes.js';
import type { JobSettings, SaveOutcome, SaveRequest } from '../contract/jobs.js';
import { SecretBox } from '../contract/secret-box.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import type { CacheName } from '../contract/sync-events.js';
import { SyncError } from '../contract/sync-error.js';
import { UsersTable } from '../contract/users-table.js';
import type { Job } from '../processes/job.js';
import { changesTarget, PASSWORD_REQUIRED_AGAIN } from './password-target.js';
import { BatchSyncSettings } from './schema/batch-sync-settings.js';
import { hidePassword, isJson, type Json, keptPassword, openPassword, sealPassword } from './stored-password.js';
import { defaultSettings, mergeSettings, redactSettings } from './stored-settings.js';
import { parseSettings } from './validate-settings.js';

const SAVE_ATTEMPTS = 5;
const INVALIDATES: readonly CacheName[] = ['batch-synchronizations'];

/** Stored in place of a user name: the settings are the host's seed. No user can have this name. */
export const SEED = '<seed>';

/** The settings in force, and what is wrong with the stored ones. */
export interface CurrentSettings {
  readonly job: Job;
  readonly stored: StoredSetting | undefined;
  /** With the password in clear text. The defaults, while there are errors. */
  readonly settings: BatchSyncSettings;
  /** Stored settings may have been edited by hand; empty when nothing is wrong. */
  readonly errors: readonly FieldError[];
  /** Set when the stored password cannot be decrypted; it is among the errors as well. */
  readonly secretError: SyncError | undefined;
}

/** Settings that may be stored. */
interface Storable {
  readonly ok: true;
  /** The password in clear text, or a placeholder for the one that is kept. */
  readonly value: Json;
  /** The sealed password that stays. */
  readonly kept: string | undefined;
}

/** Reads and saves the settings of jobs. Reading never throws for what is stored, whatever it is. */
@Injectable()
export class JobSettingsService {
  constructor(
    private readonly store: SettingsStore,
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
  ) {}

  async current(job: Job): Promise<CurrentSettings> {
    const stored = await this.stored(job);
    return this.opened(job, stored, this.storedValue(stored));
  }

  /** Settings as typed, merged over the stored ones, as a run would use them. */
  async typed(job: Job, part: Json): Promise<CurrentSettings> {
    const stored = await this.stored(job);
    const base = this.storedValue(stored);
    const merged = mergeSettings(base, part);
    if (keptPassword(part, merged) === undefined) return this.parsed(job, stored, merged);
    if (!changesTarget(base, merged)) return this.opened(job, stored, merged);
    const current = this.parsed(job, stored, hidePassword(merged));
    return { ...current, errors: [...current.errors, PASSWORD_REQUIRED_AGAIN] };
  }

  async show(job: Job): Promise<JobSettings> {
    return this.withoutSecrets(job, await this.stored(job));
  }

  /** Refuses invalid values by field and changes nothing; throws `SETTING_CHANGED` on a lost update. */
  async save(job: Job, request: SaveRequest): Promise<SaveOutcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.saveOver(job, await this.stored(job), request);
      } catch (error) {
        // Without an expected version the save wins, also over one that was made a moment ago.
        const mayRetry = isLostUpdate(error) && request.expectedVersion === undefined && attempt < SAVE_ATTEMPTS;
        if (!mayRetry) throw error;
      }
    }
  }

  stored({ settingKey }: Job): Promise<StoredSetting | undefined> {
    return this.store.read(settingKey);
  }

  /** `part` merged over `base`, if the result may be stored. */
  validate(base: unknown, part: Json): Storable | { readonly ok: false; readonly errors: readonly FieldError[] } {
    const merged = mergeSettings(base, part);
    const kept = keptPassword(part, merged);
    const parsed = parseSettings(kept === undefined ? merged : hidePassword(merged), this.users.limits());
    const missing = kept !== undefined && changesTarget(base, merged) ? [PASSWORD_REQUIRED_AGAIN] : [];
    if (!parsed.ok) return { ok: false, errors: [...parsed.errors, ...missing] };
    if (missing.length > 0) return { ok: false, errors: missing };
    return { ok: true, value: JSON.parse(JSON.stringify(parsed.settings)) as Json, kept };
  }

  write(
    { settingKey }: Job,
    { value, kept }: Storable,
    expectedVersion: number,
    changedBy: string | null,
  ): Promise<StoredSetting> {
    const sealed = sealPassword(value, this.secrets, kept);
    return this.store.write({ key: settingKey, value: sealed, expectedVersion, changedBy, invalidates: INVALIDATES });
  }

  private async saveOver(job: Job, stored: StoredSetting | undefined, request: SaveRequest): Promise<SaveOutcome> {
    const version = stored?.version ?? 0;
    const { settings: part, changedBy, expectedVersion = version } = request;
    if (expectedVersion !== version) throw new SyncError('SETTING_CHANGED');

    const validated = this.validate(this.storedValue(stored), part);
    if (!validated.ok) return validated;
    const saved = await this.write(job, validated, version, changedBy);
    return { ok: true, saved: this.withoutSecrets(job, saved) };
  }

  /** The stored value, password sealed; the defaults where nothing is stored. */
  private storedValue(stored: StoredSetting | undefined): unknown {
    return stored ? stored.value : defaultSettings(this.users.limits());
  }

  private withoutSecrets(job: Job, stored: StoredSetting | undefined): JobSettings {
    const value = this.storedValue(stored);
    return {
      job: job.name,
      symbolicName: job.symbolicName,
      version: stored?.version ?? 0,
      settings: showable(value),
      changedAt: stored?.changedAt ?? null,
      changedBy: stored && stored.changedBy !== SEED ? stored.changedBy : null,
      errors: this.opened(job, stored, value).errors,
    };
  }

  private opened(job: Job, stored: StoredSetting | undefined, sealed: unknown): CurrentSettings {
    const { value, error } = openPassword(sealed, this.secrets);
    return this.parsed(job, stored, value, error);
  }

  private parsed(
    job: Job,
    stored: StoredSetting | undefined,
    plain: unknown,
    secretError?: SyncError,
  ): CurrentSettings {
    const parsed = parseSettings(plain, this.users.limits());
    const errors = [...(secretError ? [fieldErrorOf(secretError)] : []), ...(parsed.ok ? [] : parsed.errors)];
    const settings = parsed.ok ? parsed.settings : new BatchSyncSettings();
    return { job, stored, settings, errors, secretError };
  }
}

export function isLostUpdate(error: unknown): boolean {
  return error instanceof SyncError && error.code === 'SETTING_CHANGED';
}

// A data pool of another shape, edited by hand, cannot be redacted and may contain a password: it is left out.
function showable(value: unknown): Json {
  if (!isJson(value)) return {};
  const { dataPool, ...others } = value;
  return redactSettings(isJson(dataPool) ? value : others);
}

function fieldErrorOf({ message }: SyncError): FieldError {
  return { field: 'dataPool.bindPassword', code: 'secretUnreadable', message };
}
