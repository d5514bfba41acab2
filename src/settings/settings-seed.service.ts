import { isDeepStrictEqual } from 'node:util';

import { Inject, Injectable, Logger } from '@nestjs/common';

import type { FieldError } from '../contract/error-codes.js';
import type { UndecidedSetting } from '../contract/jobs.js';
import { optionInvalid, optionValueInvalid } from '../contract/option-errors.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SecretBox } from '../contract/secret-box.js';
import type { SyncError } from '../contract/sync-error.js';
import { UsersTable } from '../contract/users-table.js';
import type { Job } from '../processes/job.js';
import type { CurrentSettings } from './current-settings.js';
import { decryptSecrets } from './secrets/stored-secrets.js';
import { SEED } from './saved-by.js';
import type { StoredJobSettings } from './data-pools/job-settings-store.service.js';
import { JobSettingsService, type ValidSettings } from './job-settings.service.js';
import { withFormerDefaults } from './former-defaults.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { hasDirectory } from './schema/batch-sync-settings.js';
import type { DirectorySource } from './schema/directory-source.js';
import { mappingOfBefore, mappingOfProduct, type SeedMoment, type UsualAttributes } from './seed-mapping.js';
import { isSettingChanged } from './settings-errors.js';
import { completeSettings, defaultSettings } from './stored-settings.js';
import { parseSettings } from './validate-settings.js';

const UNDECIDED =
  'The directory of the seed does not answer. Which filter and mapping fit it is decided before the next run, or at the next start.';

/** What a seed leaves open. */
interface Undecided {
  readonly job: string;
  /** Of the settings that were stored with the seed. */
  readonly version: number | undefined;
  readonly settings: readonly UndecidedSetting[];
  /** Asks the servers again. */
  readonly again: () => Promise<void>;
}

/** What decides what a seed leaves open. */
export interface SeedFacts {
  /** What the product of a directory usually has; null: the product is not known; undefined: no server answers. */
  readonly usualAttributes: (
    source: DirectorySource,
    moment: SeedMoment,
  ) => Promise<UsualAttributes | null | undefined>;
  /** Whether a run of everyone has succeeded with the stored settings. */
  readonly hasRun: () => Promise<boolean>;
}

const NO_FACTS: SeedFacts = { usualAttributes: () => Promise.resolve(null), hasRun: () => Promise.resolve(false) };

/**
 * Stores the initial settings that the host passes as an option. They apply until a user saves settings, of the job or of its data pool. Mapping and filter that
 * the seed leaves open fit the product of its directory, but stay as they are stored once a run has succeeded with them: an update
 * of the add-on changes neither who is found nor what is written.
 */
@Injectable()
export class SettingsSeed {
  private readonly log = new Logger(SettingsSeed.name);
  /** What no server answered for at the start. */
  private undecided: Undecided | undefined;

  constructor(
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'seed'>,
    private readonly settings: JobSettingsService,
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
  ) {}

  /**
   * Stores the seed if nothing is stored yet, or only another seed. Throws `OPTIONS_INVALID` when it is not valid.
   *
   * @param facts asked where the seed has servers and leaves the mapping open.
   */
  async store(job: Job, facts = NO_FACTS, moment: SeedMoment = 'start'): Promise<void> {
    const { seed } = this.options;
    if (!seed || Object.keys(seed).length === 0) return;
    const stored = await this.settings.stored(job);
    if (stored && (stored.changedBy !== SEED || !namesServers(seed))) return;
    const before = stored && completeSettings(stored.value);
    this.undecided = undefined;
    const current = stored && decryptSecrets(before, this.secrets).value;
    const kept = hasSavedPool(stored) ? withDataPoolOf(current, seed) : seed;
    const { validated, open } = await this.decided(kept, before, { ...facts, moment });
    if (!stored || !isDeepStrictEqual(current, validated.value)) await this.write(job, stored, validated);
    if (open.length === 0) return;
    const { version } = (await this.settings.stored(job)) ?? {};
    this.undecided = { job: job.name, version, settings: open, again: () => this.store(job, facts, 'run') };
    this.log.warn(UNDECIDED);
  }

  /** Before a run reads the directory: decides what could not be decided when the host started. */
  async decide(): Promise<void> {
    await this.undecided?.again();
  }

  /**
   * What the stored seed leaves open, because no server answered at the start. Nothing once somebody saved the settings, or another
   * process decided.
   */
  leavesOpen({ job, stored }: Pick<CurrentSettings, 'job' | 'stored'>): readonly UndecidedSetting[] {
    const { undecided } = this;
    const isSame = undecided?.job === job.name && undecided.version === stored?.version && stored?.changedBy === SEED;
    return isSame ? undecided.settings : [];
  }

  private async write(job: Job, stored: StoredJobSettings | undefined, validated: ValidSettings): Promise<void> {
    try {
      const { version = 0, dataPoolVersion = 0 } = stored ?? {};
      const replaced = { version, dataPoolVersion, withDataPool: !hasSavedPool(stored) };
      await this.settings.write(job, validated, replaced, SEED);
    } catch (error) {
      // Another process stored the seed first.
      if (!isSettingChanged(error)) throw error;
    }
  }

  private async decided(
    seed: JsonObject,
    before: unknown,
    { usualAttributes, hasRun, moment }: SeedFacts & { readonly moment: SeedMoment },
  ): Promise<{ readonly validated: ValidSettings; readonly open: readonly UndecidedSetting[] }> {
    const limits = this.users.limits();
    const defaults = defaultSettings(limits);
    const former = { ...withFormerDefaults(defaults, before), mapping: mappingOfBefore(before, limits) };
    const validated = this.valid(former, seed);
    const parsed = Object.hasOwn(seed, 'mapping') ? undefined : parseSettings(validated.value, limits);
    if (!parsed?.ok || !hasDirectory(parsed.settings) || (before !== undefined && (await hasRun())))
      return { validated, open: [] };
    const usual = await usualAttributes(parsed.settings, moment);
    const mapping = usual ? { mapping: mappingOfProduct(usual, limits) } : {};
    const fitting = this.valid({ ...defaults, ...mapping }, seed);
    if (usual !== undefined) return { validated: fitting, open: [] };
    const isFilterOpen = !isDeepStrictEqual(fitting.value['search'], validated.value['search']);
    return { validated, open: isFilterOpen ? ['filter', 'mapping'] : ['mapping'] };
  }

  private valid(defaults: JsonObject, seed: JsonObject): ValidSettings {
    const validated = this.settings.validate(defaults, seed);
    if (!validated.ok) throw seedInvalid(validated.errors);
    return validated;
  }
}

/** Whether a user saved the data pool of a job that still has the settings of a seed. */
function hasSavedPool(stored: StoredJobSettings | undefined): boolean {
  const changedBy = stored?.dataPoolChangedBy;
  return typeof changedBy === 'string' && changedBy !== SEED;
}

/** The seed with the data pool as it is stored. What a seed of before 0.5.0 has there of the search stays. */
function withDataPoolOf(stored: unknown, seed: JsonObject): JsonObject {
  const [saved, seeded] = [stored, seed].map((settings) => (isJsonObject(settings) ? settings['dataPool'] : undefined));
  return { ...seed, dataPool: { ...(seeded as object), ...(saved as object) } };
}

/** A seed without servers does not replace a stored seed: the command line may pass a password and nothing else. */
function namesServers({ dataPool }: JsonObject): boolean {
  return !isJsonObject(dataPool) || Object.hasOwn(dataPool, 'urls');
}

function seedInvalid([error]: readonly FieldError[]): SyncError {
  return error ? optionValueInvalid(`seed.${error.field}`, error) : optionInvalid('seed', 'it is not valid');
}
