import { Injectable } from '@nestjs/common';

import type { Certificate } from '../contract/run.js';
import type { DirectoryUser, Entry } from '../mapping/directory-user.js';
import { type MapEntry, prepareMapping } from '../mapping/map-entry.js';
import type { EntryProblem } from '../mapping/mapped.js';
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
      const { users, problems } = mapPage(page, map);
      if (users.length > 0) await area.add(users);
      if (problems.length > 0) await area.reject(problems);
      handled += page.length;
      await progress.moved({ read: handled });
    }
    if (signal.aborted) throw interrupted();
    return certify(read.certificate(), handled);
  }
}

function mapPage(page: readonly Entry[], map: MapEntry) {
  const users: DirectoryUser[] = [];
  const problems: EntryProblem[] = [];
  for (const entry of page) {
    const mapped = map(entry);
    if (mapped.ok) users.push(mapped.user);
    else problems.push(mapped.problem);
  }
  return { users, problems };
}
