import { ContainerHistory, type ReadContainers } from '../../../src/engine/ports/container-history.js';
import { KnownContainers } from '../../../src/engine/read/known-containers.service.js';
import { FakeSettingsStore } from '../runs/job-fixture.js';

export class FakeContainerHistory extends ContainerHistory {
  /** @param report of the last read. */
  constructor(private readonly report?: ReadContainers) {
    super();
  }

  async latest(): Promise<ReadContainers | undefined> {
    return this.report;
  }
}

/** What is known before the first read. */
export function nothingKnown(): KnownContainers {
  return new KnownContainers(new FakeContainerHistory(), new FakeSettingsStore());
}
