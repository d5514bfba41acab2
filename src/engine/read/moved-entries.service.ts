import { Injectable, Logger } from '@nestjs/common';

import { describeError } from '../../contract/describe-error.js';
import { SyncError } from '../../contract/sync-error.js';
import { type DirectorySource, onServers } from '../../settings/schema/directory-source.js';
import { SearchSettings } from '../../settings/schema/search-settings.js';
import { SearchBase } from '../../settings/schema/search-statements.js';
import { EntryLookup } from '../ports/entry-lookup.js';
import type { SharedStableId, StoredRead } from '../ports/read-store.js';
import { abortedBy } from '../run-errors.js';

/** Where and until when the directory is asked. */
interface Inquiry {
  readonly source: DirectorySource;
  readonly signal: AbortSignal;
}

/** More entries that share a stable id do not come from moves. */
const MAX_SHARING = 100;
/** How long the directory may take for all questions about one read. */
const LOOKUPS_MS = 60_000;

/**
 * Tells an entry that moved while it was read, and therefore was read under two DNs, from two entries with the same stable id:
 * the one that moved is no longer where it was read first.
 */
@Injectable()
export class MovedEntries {
  private readonly log = new Logger(MovedEntries.name);

  constructor(private readonly directory: EntryLookup) {}

  /**
   * Drops what was read before an entry moved, and returns how many that were. What the directory does not answer proves
   * nothing: such entries stay. Throws when the signal is aborted.
   *
   * @param server the server that was read; another one may be behind.
   */
  async drop(store: StoredRead, read: DirectorySource, server: string, signal: AbortSignal): Promise<number> {
    const shared = await store.sharedStableIds(MAX_SHARING);
    if (shared.length === 0) return 0;
    const source = onServers(read, [server]);
    const inquiry = { source, signal: AbortSignal.any([signal, AbortSignal.timeout(LOOKUPS_MS)]) };
    const moved: number[] = [];
    try {
      for (const each of shared) if (await this.hasMoved(each, inquiry)) moved.push(...earlier(each).map(({ n }) => n));
    } catch (error) {
      if (signal.aborted) throw abortedBy(signal, error);
      // A lookup that begins after the time is up throws the reason of the signal.
      if (!(error instanceof SyncError || inquiry.signal.aborted)) throw error;
      this.log.warn('Entries with the same stable id could not be looked up.', describeError(error));
    }
    await store.drop(moved);
    return moved.length;
  }

  private async hasMoved(shared: SharedStableId, inquiry: Inquiry): Promise<boolean> {
    for (const { dn } of earlier(shared)) if (!(await this.isGone(dn, shared.stableId, inquiry))) return false;
    return true;
  }

  private async isGone(dn: string, stableId: string, { source, signal }: Inquiry): Promise<boolean> {
    const { entries, refusal } = await this.directory.find(alone(source, dn), [{ dn, stableId }], [], signal);
    return entries.length === 0 && (refusal === null || refusal.code === 'LDAP_BASE_NOT_FOUND');
  }
}

/** An entry that is asked for by its DN needs no containers of the job, each of which would be looked up for each entry. */
function alone({ dataPool, search }: DirectorySource, dn: string): DirectorySource {
  const bases = [SearchBase.of(dn)];
  return { dataPool, search: Object.assign(new SearchSettings(), search, { bases, exclusions: [] }) };
}

function earlier({ entries }: SharedStableId): SharedStableId['entries'] {
  return entries.slice(0, -1);
}
