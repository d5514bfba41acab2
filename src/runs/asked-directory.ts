import { SyncError } from '../contract/sync-error.js';
import type { WhyReport } from '../contract/why.js';
import { type EntryAnswer, type EntryLookup, type EntryQuestion, LOOKUP_MS } from '../engine/ports/entry-lookup.js';
import { sourcesOf } from '../mapping/sources/sources.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';

export type Asked = Pick<WhyReport, 'asked' | 'directoryError'> &
  Pick<EntryAnswer, 'entries'> & {
    readonly wasAsked: boolean;
    /** Whether the directory found more entries than it returned. */
    readonly hasMore: boolean;
  };

/** Asks the directory about one person. That it does not answer is part of the answer. */
export async function askDirectory(
  directory: EntryLookup,
  settings: Pick<BatchSyncSettings, 'dataPool' | 'search' | 'mapping'>,
  questions: readonly EntryQuestion[],
): Promise<Asked> {
  try {
    const attributes = sourcesOf(settings.mapping);
    const answer = await directory.find(settings, questions, attributes, AbortSignal.timeout(LOOKUP_MS));
    const { asked, entries, refusal, cut, hasMore = cut !== undefined } = answer;
    return { asked, entries, directoryError: refusal && errorOf(refusal), wasAsked: true, hasMore };
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return { asked: [], entries: [], directoryError: errorOf(error), wasAsked: false, hasMore: false };
  }
}

function errorOf({ code, params }: SyncError): NonNullable<WhyReport['directoryError']> {
  return { code, params };
}
