import type { ReadReport } from '../../../src/contract/run.js';
import { ContainerHistory } from '../../../src/engine/ports/container-history.js';
import { KnownContainers } from '../../../src/engine/read/known-containers.service.js';

export class FakeContainerHistory extends ContainerHistory {
  /** @param report of the last read. */
  constructor(private readonly report?: Pick<ReadReport, 'bases' | 'exclusions'>) {
    super();
  }

  async latest(): Promise<Pick<ReadReport, 'bases' | 'exclusions'> | undefined> {
    return this.report;
  }
}

/** What is known before the first read. */
export function nothingKnown(): KnownContainers {
  return new KnownContainers(new FakeContainerHistory());
}
