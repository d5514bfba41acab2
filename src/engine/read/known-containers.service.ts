import { Injectable } from '@nestjs/common';

import { comparableName } from '../../mapping/comparable-name.js';
import type { Job } from '../../processes/job.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { SearchSettings } from '../../settings/schema/search-settings.js';
import type { SearchStatement } from '../../settings/schema/search-statements.js';
import { ContainerHistory } from '../ports/container-history.js';

/**
 * Binds the containers that a search names to their stable ids, so that they are found after they were renamed: those of the
 * settings, else those that the last complete read found.
 */
@Injectable()
export class KnownContainers {
  constructor(private readonly history: ContainerHistory) {}

  /** The settings with the stable ids that are known. */
  async bind<T extends DirectorySource>(job: Job, settings: T): Promise<T> {
    const { bases, exclusions } = settings.search;
    if ([...bases, ...exclusions].every(({ stableId }) => stableId !== undefined)) return settings;
    const { bases: readBases = [], exclusions: readExclusions = [] } = (await this.history.latest(job)) ?? {};
    const known = new Map(
      [...readBases, ...readExclusions].map(({ dn, formerDn, stableId }) => [comparableName(formerDn ?? dn), stableId]),
    );
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
}
