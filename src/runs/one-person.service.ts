import { Injectable } from '@nestjs/common';

import { SyncError } from '../contract/sync-error.js';
import { BatchSyncUsers, type UserRecord } from '../contract/users.js';
import {
  type EntryAnswer,
  EntryLookup,
  type EntryQuestion,
  LOOKUP_MS,
  type LookedUpEntry,
} from '../engine/ports/entry-lookup.js';
import { PeopleLookup } from '../engine/ports/people-lookup.js';
import { KnownContainers } from '../engine/read/known-containers.service.js';
import type { Job } from '../processes/job.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';
import { meantUser } from './meant-user.js';
import { isDistinguishedName, questionForName, questionsFor, questionsForUnlinked } from './why-questions.js';

type PersonSettings = Pick<BatchSyncSettings, 'dataPool' | 'search' | 'mapping' | 'matching'>;

/** Finds the one entry of a person who is synchronized alone. */
@Injectable()
export class OnePerson {
  constructor(
    private readonly directory: EntryLookup,
    private readonly people: PeopleLookup,
    private readonly users: BatchSyncUsers,
    private readonly containers: KnownContainers,
  ) {}

  /**
   * The DN of the entry, which a run for everyone would read. Throws `PERSON_NOT_FOUND`, `PERSON_AMBIGUOUS`,
   * `ENTRY_OUTSIDE_BASE`, `ENTRY_FILTERED_OUT`, or the error of the directory.
   */
  async entryOf(job: Job, saved: PersonSettings, who: string): Promise<string> {
    const settings = await this.containers.bind(job, saved);
    if (isDistinguishedName(who)) return readable(await this.ask(settings, [questionForName(who)]), who).dn;
    const user = await this.userOf(job, who);
    if (!user) return readable(await this.ask(settings, questionsFor(who, [], settings, job.dataPool)), who).dn;
    const link = linkIn(job, user);
    if (link) return readable(await this.ask(settings, questionsForLink(link)), who).dn;
    return this.entryOfUnlinked(job, settings, user, who);
  }

  /** The entry agrees with the user in a matching rule. It is the entry of this user only if it is not the entry of another one. */
  private async entryOfUnlinked(job: Job, settings: PersonSettings, user: UserRecord, who: string): Promise<string> {
    const { dn, stableId } = readable(await this.ask(settings, questionsForUnlinked(user, settings)), who);
    const owner = stableId === undefined ? undefined : await this.people.linked(job.dataPool, stableId);
    if (owner) throw new SyncError('PERSON_NOT_FOUND', { params: { who } });
    return dn;
  }

  private ask(settings: PersonSettings, questions: readonly EntryQuestion[]): Promise<EntryAnswer> {
    return this.directory.find(settings, questions, [], AbortSignal.timeout(LOOKUP_MS));
  }

  private async userOf(job: Job, who: string): Promise<UserRecord | undefined> {
    const found = await this.people.users(job.dataPool, who);
    const records = await Promise.all(found.map(({ id }) => this.users.get(id)));
    const known = records.filter((record) => record !== undefined);
    const meant = meantUser(known, who, (user) => linkIn(job, user) !== undefined);
    if (meant === 'ambiguous') throw ambiguous(who);
    return meant;
  }
}

function linkIn({ dataPool }: Job, { links }: UserRecord): UserRecord['links'][number] | undefined {
  return links.find((link) => link.dataPool === dataPool);
}

/** A user is the person of its link, wherever the entry is now, and nobody else. */
function questionsForLink({ dn, stableId }: UserRecord['links'][number]): readonly EntryQuestion[] {
  return [
    { dn, stableId },
    { value: stableId, attributes: [], orStableId: true },
  ];
}

/** The only entry that a run would read. */
function readable({ entries, refusal, cut }: EntryAnswer, who: string): LookedUpEntry['entry'] {
  const error = refusal ?? cut;
  if (error) throw error;
  const [only, ...others] = entries.filter(({ isBelowBase, filter }) => isBelowBase && filter.isMet);
  if (others.length > 0) throw ambiguous(who);
  if (only) return only.entry;
  throw whyNone(entries, who);
}

function whyNone([first, ...others]: readonly LookedUpEntry[], who: string): SyncError {
  if (!first || others.length > 0) return new SyncError('PERSON_NOT_FOUND', { params: { who } });
  const { entry, isBelowBase, excludedBy, unjudged } = first;
  const excluded = excludedBy !== undefined && { because: 'excluded', excludedBy };
  if (!isBelowBase) return new SyncError('ENTRY_OUTSIDE_BASE', { params: { dn: entry.dn, ...excluded } });
  return unjudged ?? new SyncError('ENTRY_FILTERED_OUT', { params: { dn: entry.dn } });
}

function ambiguous(who: string): SyncError {
  return new SyncError('PERSON_AMBIGUOUS', { params: { who } });
}
