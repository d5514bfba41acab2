import { Injectable } from '@nestjs/common';

import type { ReadReport } from '../../contract/runs.js';
import type { Entry } from '../../mapping/directory-user.js';
import { type MapEntry, prepareMapping } from '../../mapping/map-entry.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import { verifyRead } from './verify-read.js';
import type { DirectoryRead } from '../ports/directory-reader.js';
import type { StagingArea } from '../ports/staging.js';
import { UsersTable } from '../../contract/users-table.js';
import type { ProgressReporter } from '../progress-reporter.js';
import { RunMetrics } from '../run-metrics.service.js';
import { interrupted } from '../run-errors.js';

/** Brings what the directory says into the staging area, page by page; holds one page at a time. */
@Injectable()
export class ReadStager {
  constructor(
    private readonly users: UsersTable,
    private readonly meter: RunMetrics,
  ) {}

  /** Returns the evidence that the read was complete; throws when there is none. */
  async stage(
    read: DirectoryRead,
    area: StagingArea,
    mapping: readonly MappingRule[],
    progress: ProgressReporter,
    signal: AbortSignal,
  ): Promise<ReadReport> {
    const map = prepareMapping(mapping, this.users.limits());
    let handled = 0;
    for await (const page of read.pages) {
      if (signal.aborted) throw interrupted();
      this.meter.directoryRequest('page');
      handled += stagePage(page, map, area);
      await area.flush();
      await progress.moved({ read: handled });
    }
    if (signal.aborted) throw interrupted();
    return verifyRead(read.report(), handled);
  }
}

/** Entry by entry from the directory to the staging area. Returns how many there were. */
function stagePage(page: Iterable<Entry>, map: MapEntry, area: StagingArea): number {
  let handled = 0;
  for (const entry of page) {
    const mapped = map(entry);
    if (mapped.ok) area.add(mapped.user);
    else area.reject(mapped.problem);
    handled += 1;
  }
  return handled;
}
