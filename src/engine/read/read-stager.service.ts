import { Injectable } from '@nestjs/common';

import type { ReadReport } from '../../contract/run.js';
import { UsersTable } from '../../contract/users-table.js';
import type { Entry } from '../../mapping/directory-user.js';
import { type MapEntry, prepareMapping } from '../../mapping/map-entry.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import { DatabaseSpace } from '../ports/database-space.js';
import type { DirectoryRead } from '../ports/directory-reader.js';
import type { StoredRead } from '../ports/read-store.js';
import type { ProgressReporter } from '../progress-reporter.js';
import { abortedBy } from '../run-errors.js';
import { RunMetrics } from '../run-metrics.service.js';
import { Canaries } from './canaries.js';
import { verifyRead } from './verify-read.js';

/** Maps and stores the entries of a read, one page at a time. */
@Injectable()
export class ReadStager {
  constructor(
    private readonly users: UsersTable,
    private readonly metrics: RunMetrics,
    private readonly space: DatabaseSpace,
  ) {}

  /**
   * @param canaries people whom the read must contain, by DN or stable id.
   *
   * Returns the report of the complete read. Throws `DIRECTORY_READ_INCOMPLETE`, `USER_ENTITY_UNSUPPORTED`, `DATABASE_FULL`
   * or the error of the read.
   */
  async stage(
    read: DirectoryRead,
    store: StoredRead,
    mapping: readonly MappingRule[],
    progress: ProgressReporter,
    signal: AbortSignal,
    canaries: readonly string[],
  ): Promise<ReadReport> {
    await this.users.refresh();
    const map = prepareMapping(mapping, this.users.limits());
    const expected = new Canaries(canaries);
    let handled = 0;
    for await (const page of read.pages) {
      if (signal.aborted) throw abortedBy(signal);
      this.metrics.directoryRequest('page');
      handled += stagePage(page, map, store, expected);
      await store.flush();
      await this.space.assertFree();
      await progress.update({ read: handled });
    }
    if (signal.aborted) throw abortedBy(signal);
    return verifyRead(read.report(), handled, expected.missing);
  }
}

/** Returns the number of entries on the page. */
function stagePage(page: Iterable<Entry>, map: MapEntry, store: StoredRead, expected: Canaries): number {
  let handled = 0;
  for (const entry of page) {
    expected.see(entry);
    stageEntry(entry, map, store);
    handled += 1;
  }
  return handled;
}

function stageEntry(entry: Entry, map: MapEntry, store: StoredRead): void {
  if (entry.inactivity) return store.exclude(entry);
  const mapped = map(entry);
  if (mapped.ok) store.add(mapped.user);
  else store.reject(mapped.problem);
}
