import { isDeepStrictEqual } from 'node:util';

import { Inject, Injectable } from '@nestjs/common';

import type { SaveOutcome, SaveRequest } from '../contract/batch-synchronizations.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import type { FieldError } from '../contract/error-codes.js';
import { SecretBox } from '../contract/secret-box.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import { SyncError } from '../contract/sync-error.js';
import type { CacheName } from '../events/sync-events.js';
import { ProcessOffice } from '../process/process-office.js';
import { defaultSettings, mergeSettings } from '../settings/stored-settings.js';
import { parseSettings } from '../settings/validate-settings.js';
import { UsersTable } from '../sync/ports/users-table.js';
import { optionInvalid } from './job-errors.js';
import { leadsElsewhere, PASSWORD_MOVED } from './password-target.js';
import { SEED, SettingsDesk } from './settings-desk.js';
import { hidePassword, isJson, type Json, keptPassword, openPassword, sealPassword } from './stored-password.js';

const ATTEMPTS = 5;
const INVALIDATES: readonly CacheName[] = ['batch-synchronizations'];

/** Saves the settings of the job. */
@Injectable()
export class SettingsEditor {
  constructor(
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'seed'>,
    private readonly office: ProcessOffice,
    private readonly desk: SettingsDesk,
    private readonly store: SettingsStore,
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
  ) {}

  /** Refuses what is wrong by field and changes nothing; throws `SETTING_CHANGED` on a lost update. */
  async save(request: SaveRequest): Promise<SaveOutcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.saveOver(await this.desk.stored(), request);
      } catch (error) {
        // Whoever names no version saves over whatever is there: also over what was saved this very moment.
        const isAgain = isChanged(error) && request.expectedVersion === undefined && attempt < ATTEMPTS;
        if (!isAgain) throw error;
      }
    }
  }

  /**
   * Stores the host's seed where nothing is stored yet, or nothing but another seed: the seed holds until somebody saves.
   * Throws `OPTIONS_INVALID` when it cannot be stored.
   */
  async seed(): Promise<void> {
    const { seed } = this.options;
    if (!seed || Object.keys(seed).length === 0) return;
    const stored = await this.desk.stored();
    if (stored && (stored.changedBy !== SEED || !isWhole(seed))) return;
    try {
      const sown = this.checked(defaultSettings(this.users.limits()), seed);
      if (!sown.ok) throw refusedSeed(sown.errors);
      if (stored && isDeepStrictEqual(openPassword(stored.value, this.secrets).value, sown.value)) return;
      await this.write(sown, stored?.version ?? 0, SEED);
    } catch (error) {
      // Another process was quicker; what it stored is as good.
      if (!isChanged(error)) throw error;
    }
  }

  private async saveOver(stored: StoredSetting | undefined, request: SaveRequest): Promise<SaveOutcome> {
    const version = stored?.version ?? 0;
    const { settings: part, changedBy, expectedVersion = version } = request;
    if (expectedVersion !== version) throw new SyncError('SETTING_CHANGED');

    const checked = this.checked(this.desk.baseOf(stored), part);
    if (!checked.ok) return checked;
    return { ok: true, saved: this.desk.shown(await this.write(checked, version, changedBy)) };
  }

  /** `part` over `base`, when that may be stored. */
  private checked(base: unknown, part: Json): Checked {
    const merged = mergeSettings(base, part);
    const kept = keptPassword(part, merged);
    const parsed = parseSettings(kept === undefined ? merged : hidePassword(merged), this.users.limits());
    const moved = kept !== undefined && leadsElsewhere(base, merged) ? [PASSWORD_MOVED] : [];
    if (!parsed.ok) return { ok: false, errors: [...parsed.errors, ...moved] };
    if (moved.length > 0) return { ok: false, errors: moved };
    return { ok: true, value: JSON.parse(JSON.stringify(parsed.settings)) as Json, kept };
  }

  private write({ value, kept }: Storable, expectedVersion: number, changedBy: string | null): Promise<StoredSetting> {
    return this.store.write({
      key: this.office.manifest.job.settingKey,
      value: sealPassword(value, this.secrets, kept),
      expectedVersion,
      changedBy,
      invalidates: INVALIDATES,
    });
  }
}

interface Storable {
  readonly ok: true;
  /** The password in the clear, or something in place of the one that is kept. */
  readonly value: Json;
  readonly kept: string | undefined;
}

type Checked = Storable | { readonly ok: false; readonly errors: readonly FieldError[] };

/** A data pool without servers is no other directory: the command line, for one, may be given a password and nothing else. */
function isWhole({ dataPool }: Json): boolean {
  return !isJson(dataPool) || Object.hasOwn(dataPool, 'urls');
}

function refusedSeed([error]: readonly FieldError[]): SyncError {
  return optionInvalid(`seed.${error?.field ?? ''}`, error?.message ?? '');
}

function isChanged(error: unknown): boolean {
  return error instanceof SyncError && error.code === 'SETTING_CHANGED';
}
