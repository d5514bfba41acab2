import { Injectable } from '@nestjs/common';

import type { JobSettings } from '../contract/batch-synchronizations.js';
import type { FieldError } from '../contract/error-codes.js';
import { SecretBox } from '../contract/secret-box.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import type { SyncError } from '../contract/sync-error.js';
import { ProcessOffice } from '../process/process-office.js';
import { BatchSyncSettings } from '../settings/batch-sync-settings.js';
import { defaultSettings, mergeSettings, redactSettings } from '../settings/stored-settings.js';
import { parseSettings } from '../settings/validate-settings.js';
import { UsersTable } from '../sync/ports/users-table.js';
import { leadsElsewhere, PASSWORD_MOVED } from './password-target.js';
import { hidePassword, isJson, type Json, keptPassword, openPassword } from './stored-password.js';

/** Stored in place of who saved: nobody did, these settings are the host's seed. No user is named like this. */
export const SEED = '<seed>';

/** The settings in force, and what is wrong with what is stored. */
export interface CurrentSettings {
  readonly symbolicName: string;
  readonly stored: StoredSetting | undefined;
  /** The password in the clear. The defaults, while there are errors. */
  readonly settings: BatchSyncSettings;
  /** What is stored may have been edited by hand; empty when nothing is wrong. */
  readonly errors: readonly FieldError[];
  /** Set when the stored password cannot be opened; it is among the errors too. */
  readonly secretFault: SyncError | undefined;
}

/** Reads the settings of the job and says what is wrong with them. Never throws for what is stored, whatever it is. */
@Injectable()
export class SettingsDesk {
  constructor(
    private readonly office: ProcessOffice,
    private readonly store: SettingsStore,
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
  ) {}

  stored(): Promise<StoredSetting | undefined> {
    return this.store.read(this.office.manifest.job.settingKey);
  }

  /** What is stored, password sealed; the defaults where nothing is. */
  baseOf(stored: StoredSetting | undefined): unknown {
    return stored ? stored.value : defaultSettings(this.users.limits());
  }

  async current(): Promise<CurrentSettings> {
    const stored = await this.stored();
    return this.opened(stored, this.baseOf(stored));
  }

  /** What is typed, laid over what is stored, as a run would use it. */
  async typed(part: Json): Promise<CurrentSettings> {
    const stored = await this.stored();
    const base = this.baseOf(stored);
    const merged = mergeSettings(base, part);
    if (keptPassword(part, merged) === undefined) return this.parsed(stored, merged);
    if (!leadsElsewhere(base, merged)) return this.opened(stored, merged);
    const current = this.parsed(stored, hidePassword(merged));
    return { ...current, errors: [...current.errors, PASSWORD_MOVED] };
  }

  async show(): Promise<JobSettings> {
    return this.shown(await this.stored());
  }

  /** As it leaves the process: without the password. */
  shown(stored: StoredSetting | undefined): JobSettings {
    const value = this.baseOf(stored);
    return {
      symbolicName: this.office.symbolicName,
      version: stored?.version ?? 0,
      settings: showable(value),
      changedAt: stored?.changedAt ?? null,
      changedBy: stored && stored.changedBy !== SEED ? stored.changedBy : null,
      errors: this.opened(stored, value).errors,
    };
  }

  private opened(stored: StoredSetting | undefined, sealed: unknown): CurrentSettings {
    const { value, fault } = openPassword(sealed, this.secrets);
    return this.parsed(stored, value, fault);
  }

  private parsed(stored: StoredSetting | undefined, plain: unknown, secretFault?: SyncError): CurrentSettings {
    const { symbolicName } = this.office;
    const parsed = parseSettings(plain, this.users.limits());
    const errors = [...(secretFault ? [secretError(secretFault)] : []), ...(parsed.ok ? [] : parsed.errors)];
    const settings = parsed.ok ? parsed.settings : new BatchSyncSettings();
    return { symbolicName, stored, settings, errors, secretFault };
  }
}

// A data pool of another shape, typed by hand, cannot be redacted: it is left out, for there may be a password in it.
function showable(value: unknown): Json {
  if (!isJson(value)) return {};
  const { dataPool, ...others } = value;
  return redactSettings(isJson(dataPool) ? value : others);
}

function secretError({ message }: SyncError): FieldError {
  return { field: 'dataPool.bindPassword', code: 'secretUnreadable', message };
}
