import { Injectable } from '@nestjs/common';

import { SettingsStore } from '../../contract/settings-store.js';
import { comparableName } from '../../mapping/comparable-name.js';
import type { Job } from '../../processes/job.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { SearchSettings } from '../../settings/schema/search-settings.js';
import type { SearchStatement } from '../../settings/schema/search-statements.js';
import { statedContainers } from '../../settings/stated-containers.js';
import { ContainerHistory } from '../ports/container-history.js';

/** Saves since the last complete read that are looked through. */
const MAX_SAVES = 200;

/**
 * Binds the containers that a search names to their stable ids, so that they are found after they were renamed: those of the
 * settings, else those that the last complete read found. One that was removed from the settings since, and entered again, is
 * not bound: it may be another one.
 */
@Injectable()
export class KnownContainers {
  constructor(
    private readonly history: ContainerHistory,
    private readonly store: SettingsStore,
  ) {}

  /** The settings with the stable ids that are known. */
  async bind<T extends DirectorySource>(job: Job, settings: T): Promise<T> {
    const { bases, exclusions } = settings.search;
    if ([...bases, ...exclusions].every(({ stableId }) => stableId !== undefined)) return settings;
    const known = await this.known(job);
    const bound = <S extends SearchStatement>(statement: S): S => {
      const stableId = statement.stableId ?? known.get(comparableName(statement.dn));
      return stableId ? Object.assign(structuredClone(statement), { stableId }) : statement;
    };
    const search = Object.assign(new SearchSettings(), settings.search, {
      bases: bases.map(bound),
      exclusions: exclusions.map(bound),
    });
    return { ...settings, search };
  }

  /** Stable ids by the DNs of the settings. */
  private async known(job: Job): Promise<ReadonlyMap<string, string>> {
    const latest = await this.history.latest(job);
    if (!latest) return new Map();
    const { bases = [], exclusions = [], startedAt } = latest;
    const kept = await this.keptSince(job, new Date(startedAt));
    const known = [...bases, ...exclusions].flatMap(({ dn, formerDn, stableId }): [string, string][] => {
      const name = comparableName(formerDn ?? dn);
      return stableId !== null && kept(name) ? [[name, stableId]] : [];
    });
    return new Map(known);
  }

  /** Whether all settings that were saved since then name a container. */
  private async keptSince({ settingKey }: Job, time: Date): Promise<(name: string) => boolean> {
    const stored = await this.store.read(settingKey);
    if (!stored || stored.changedAt <= time) return () => true;
    const versions = await this.store.versions(settingKey, { limit: MAX_SAVES });
    const saves = versions.filter(({ changedAt }) => changedAt > time).map(({ value }) => statedContainers(value));
    return (name) => saves.every((names) => names.has(name));
  }
}
