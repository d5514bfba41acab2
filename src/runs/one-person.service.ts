import { Injectable } from '@nestjs/common';

import { SyncError } from '../contract/sync-error.js';
import { BatchSyncUsers } from '../contract/users.js';
import { EntryLookup, type EntryQuestion, type LookedUpEntry } from '../engine/ports/entry-lookup.js';
import { PeopleLookup } from '../engine/ports/people-lookup.js';
import type { Job } from '../processes/job.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';
import { isName, questionsFor } from './why-questions.js';

/** How long the directory may take. */
const DIRECTORY_MS = 10_000;

/** Finds the one entry of a person who is synchronized alone. */
@Injectable()
export class OnePerson {
  constructor(
    private readonly directory: EntryLookup,
    private readonly people: PeopleLookup,
    private readonly users: BatchSyncUsers,
  ) {}

  /**
   * The DN of the entry, which a run for everyone would read. Throws `PERSON_NOT_FOUND`, `PERSON_AMBIGUOUS`,
   * `ENTRY_OUTSIDE_BASE`, `ENTRY_FILTERED_OUT`, or the error of the directory.
   */
  async entryOf(job: Job, settings: Pick<BatchSyncSettings, 'dataPool' | 'mapping'>, who: string): Promise<string> {
    const questions = await this.questions(job, settings, who);
    const { entries, refusal } = await this.directory.find(
      settings.dataPool,
      questions,
      [],
      AbortSignal.timeout(DIRECTORY_MS),
    );
    const [found] = entries;
    if (!found) throw refusal ?? new SyncError('PERSON_NOT_FOUND', { params: { who } });
    if (entries.length > 1) throw ambiguous(who);
    return dnToRead(found);
  }

  /** A user is the person of its link, wherever the entry is now, and nobody else. */
  private async questions(
    { dataPool }: Job,
    settings: Pick<BatchSyncSettings, 'mapping'>,
    who: string,
  ): Promise<readonly EntryQuestion[]> {
    if (isName(who)) return [{ dn: who }];
    const [known, ...others] = await this.people.users(dataPool, who);
    if (others.length > 0) throw ambiguous(who);
    const links = (known && (await this.users.get(known.id)))?.links ?? [];
    const link = links.find((each) => each.dataPool === dataPool);
    if (!link) return questionsFor(who, known ? [{ ...known, links: [] }] : [], settings, dataPool);
    const { dn, stableId } = link;
    return [
      { dn, stableId },
      { value: stableId, attributes: [], orStableId: true },
    ];
  }
}

function ambiguous(who: string): SyncError {
  return new SyncError('PERSON_AMBIGUOUS', { params: { who } });
}

function dnToRead({ entry: { dn }, isBelowBase, filter }: LookedUpEntry): string {
  if (!isBelowBase) throw new SyncError('ENTRY_OUTSIDE_BASE', { params: { dn } });
  if (!filter.isMet) throw new SyncError('ENTRY_FILTERED_OUT', { params: { dn } });
  return dn;
}
