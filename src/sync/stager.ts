import { Injectable } from '@nestjs/common';

import type { Certificate } from '../contract/run.js';
import type { Entry } from '../mapping/directory-user.js';
import { type MapEntry, prepareMapping } from '../mapping/map-entry.js';
import type { MappingRule } from '../mapping/mapping-rule.js';
import { certify } from './certify.js';
import type { DirectoryRead } from './ports/directory-reader.js';
import type { StagingArea } from './ports/staging.js';
import { UsersTable } from './ports/users-table.js';
import type { ProgressReport } from './progress-report.js';
import { RunMeter } from './run-meter.js';
import { interrupted } from './run-errors.js';

/** Brings what the directory says into the staging area, page by page; holds one page at a time. */
@Injectable()
export class Stager {
  constructor(
    private readonly users: UsersTable,
    private readonly meter: RunMeter,
  ) {}

  /** Returns the evidence that the read was complete; throws when there is none. */
  async stage(
    read: DirectoryRead,
    area: StagingArea,
    mapping: readonly MappingRule[],
    progress: ProgressReport,
    signal: AbortSignal,
  ): Promise<Certificate> {
    const map = prepareMapping(mapping, this.users.limits());
    let handled = 0;
    for await (const page of read.pages) {
      if (signal.aborted) throw interrupted();
      this.meter.directoryAsked('page');
      handled += stagePage(page, map, area);
      await area.flush();
      await progress.moved({ read: handled });
    }
    if (signal.aborted) throw interrupted();
    return certify(read.certificate(), handled);
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
