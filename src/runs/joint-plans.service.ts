import { Injectable } from '@nestjs/common';

import { SyncError } from '../contract/sync-error.js';
import { UsersTable } from '../contract/users-table.js';
import { BatchSyncUsers } from '../contract/users.js';
import type { WhyNext } from '../contract/why.js';
import { type EntryAnswer, EntryLookup, type EntryQuestion, LOOKUP_MS } from '../engine/ports/entry-lookup.js';
import { EntryPlanner, type PlannedEntry } from '../engine/ports/entry-planner.js';
import type { DirectoryUser } from '../mapping/directory-user.js';
import { prepareMapping } from '../mapping/map-entry.js';
import { targetsOf } from '../mapping/mapping-rule.js';
import { sourcesOf } from '../mapping/sources/sources.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';

type Settings = Pick<BatchSyncSettings, 'dataPool' | 'search' | 'mapping' | 'matching' | 'matchingOtherPools'>;

export interface JointlyPlanned extends PlannedEntry, Pick<WhyNext, 'namesFreedBy'> {}

type Asker = (questions: readonly EntryQuestion[]) => Promise<EntryAnswer['entries']>;

/** How often entries are added that have a name: somebody may wait for a name that waits for another one. */
const MAX_ROUNDS = 3;

/**
 * Plans a few entries as a run for everyone would as far as names go: whoever has a name that an entry needs is planned
 * with it, because its own entry may give it another name.
 */
@Injectable()
export class JointPlans {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly planner: EntryPlanner,
    private readonly users: BatchSyncUsers,
    private readonly table: UsersTable,
    private readonly directory: EntryLookup,
  ) {}

  async of(
    job: Job,
    settings: Settings,
    users: readonly DirectoryUser[],
  ): Promise<ReadonlyMap<DirectoryUser, JointlyPlanned>> {
    const together = [...users];
    const alone = await this.plan(job, settings, users);
    let planned = alone;
    const asked = new Set<string>();
    const ask = this.asker(settings);
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      const holders = planned.flatMap(holdersOf).filter((id) => !asked.has(id));
      for (const id of holders) asked.add(id);
      const found = await this.entriesOf(job, settings, holders, ask);
      const others = found.filter(({ dn }) => !together.some((user) => user.dn === dn));
      if (others.length === 0) break;
      together.push(...others);
      planned = await this.plan(job, settings, together);
    }
    const results = users.map(async (user, index) => {
      const [before, now] = [alone[index] ?? NOTHING, planned[index] ?? NOTHING];
      const freed = now.problem ? [] : freedBy(before, now);
      return [user, { ...(now.problem ? before : now), namesFreedBy: await this.named(freed) }] as const;
    });
    return new Map(await Promise.all(results));
  }

  private plan(
    job: Job,
    { mapping, matching, matchingOtherPools }: Settings,
    users: readonly DirectoryUser[],
  ): Promise<readonly PlannedEntry[]> {
    const { decisionTable } = this.catalog.definitionOf(job);
    const targets = targetsOf(mapping);
    const required = mapping.filter((row) => row.required).map(({ field }) => field);
    const rules = { decisionTable, matching, matchingOtherPools, required };
    return this.planner.plan({ dataPool: job.dataPool, users, targets, ...rules });
  }

  /** What a run would read of the entries that the users are linked to. */
  private async entriesOf(
    job: Job,
    { mapping }: Settings,
    userIds: readonly string[],
    ask: Asker,
  ): Promise<readonly DirectoryUser[]> {
    const map = prepareMapping(mapping, this.table.limits());
    const found: DirectoryUser[] = [];
    for (const id of userIds) {
      const links = (await this.users.get(id))?.links.filter((link) => link.dataPool === job.dataPool) ?? [];
      const questions = links.map(({ stableId }) => ({ value: stableId, attributes: [], orStableId: true }));
      if (questions.length === 0) continue;
      const entries = await ask(questions);
      for (const { entry, isBelowBase, filter } of entries) {
        const mapped = isBelowBase && filter.isMet ? map(entry) : undefined;
        if (mapped?.ok) found.push(mapped.user);
      }
    }
    return found;
  }

  /** One deadline for all questions. What the directory does not answer proves nothing, and ends the asking. */
  private asker(settings: Settings): Asker {
    const deadline = AbortSignal.timeout(LOOKUP_MS);
    let hasFailed = false;
    return async (questions) => {
      if (hasFailed) return [];
      try {
        return (await this.directory.find(settings, questions, sourcesOf(settings.mapping), deadline)).entries;
      } catch (error) {
        if (!(error instanceof SyncError)) throw error;
        hasFailed = true;
        return [];
      }
    };
  }

  private async named(userIds: readonly string[]): Promise<WhyNext['namesFreedBy']> {
    const records = await Promise.all(userIds.map((id) => this.users.get(id)));
    return records.flatMap((user) => {
      const userName = user?.fields['userName']?.value;
      return user ? [{ id: user.id, userName: typeof userName === 'string' ? userName : user.id }] : [];
    });
  }
}

const NOTHING: PlannedEntry = { change: null, problem: null, fieldProblems: [] };

type EntryProblem = PlannedEntry['fieldProblems'][number];

/** The users who have the names that an entry needs. */
function holdersOf({ problem, fieldProblems }: PlannedEntry): readonly string[] {
  return [...(problem ? [problem] : []), ...fieldProblems].flatMap(holderOf);
}

/** Those of them who give up the name when they are planned as well. */
function freedBy({ problem, fieldProblems }: PlannedEntry, now: PlannedEntry): readonly string[] {
  const left = new Set(now.fieldProblems.map(({ params }) => params['field']));
  const solved = fieldProblems.filter(({ params }) => !left.has(params['field']));
  return [...(problem ? [problem] : []), ...solved].flatMap(holderOf);
}

function holderOf({ code, params }: EntryProblem): readonly string[] {
  const userId = code === 'NAME_TAKEN' ? params['userId'] : undefined;
  return typeof userId === 'string' ? [userId] : [];
}
