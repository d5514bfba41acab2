import { Injectable } from '@nestjs/common';

import type { WaitingPlan } from '../contract/jobs.js';
import { UsersTable } from '../contract/users-table.js';
import { BatchSyncUsers } from '../contract/users.js';
import type { WhyMatch, WhyNext, WhyUser } from '../contract/why.js';
import type { LookedUpEntry } from '../engine/ports/entry-lookup.js';
import { PeopleLookup } from '../engine/ports/people-lookup.js';
import type { DirectoryUser, Mapped, Rejected } from '../mapping/directory-user.js';
import { prepareMapping } from '../mapping/map-entry.js';
import { mapRows } from '../mapping/map-rows.js';
import type { Job } from '../processes/job.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';
import { type JointlyPlanned, JointPlans } from './joint-plans.service.js';
import { RecentRuns, type UnrecordedPerson } from './recent-runs.service.js';
import { stayingValues } from './staying-values.js';
import type { UndecidedPerson } from './why-verdict.js';

type Settings = Pick<BatchSyncSettings, 'dataPool' | 'search' | 'mapping' | 'matching' | 'matchingOtherPools'>;
type PlannedUsers = ReadonlyMap<DirectoryUser, JointlyPlanned>;

interface Found {
  readonly lookedUp: LookedUpEntry;
  readonly mapped: Mapped | Rejected;
}

/** What the mapping, the tables and the planner say about an entry. */
@Injectable()
export class EntryReasons {
  constructor(
    private readonly people: PeopleLookup,
    private readonly users: BatchSyncUsers,
    private readonly table: UsersTable,
    private readonly plans: JointPlans,
    private readonly recent: RecentRuns,
  ) {}

  /** Entries that are found together may be in each other's way, as in a run. */
  async of(
    job: Job,
    settings: Settings,
    entries: readonly LookedUpEntry[],
    waiting: WaitingPlan | null,
  ): Promise<readonly UndecidedPerson[]> {
    const people = await this.now(job, settings, entries);
    // One after the other: the pool is the host's.
    const reasons: UndecidedPerson[] = [];
    for (const person of people) reasons.push({ ...person, ...(await this.recent.of(job, person, waiting)) });
    return reasons;
  }

  /** As `of`, without what runs recorded. */
  async now(job: Job, settings: Settings, entries: readonly LookedUpEntry[]): Promise<readonly UnrecordedPerson[]> {
    await this.table.refresh();
    const map = prepareMapping(settings.mapping, this.table.limits());
    const found = entries.map((lookedUp) => ({ lookedUp, mapped: map(lookedUp.entry) }));
    const planned = await this.planned(job, settings, found);
    return Promise.all(found.map((each) => this.personOf(job, settings, each, planned)));
  }

  private async personOf(
    job: Job,
    { mapping: rules, ...settings }: Settings,
    { lookedUp, mapped }: Found,
    planned: PlannedUsers,
  ): Promise<UnrecordedPerson> {
    const { entry, isBelowBase, excludedBy = null, filter } = lookedUp;
    const stableId = entry.stableId ?? null;
    const next = isSynchronized(lookedUp) ? nextOf(mapped, planned) : null;
    const match = next?.problem?.code === 'USER_HIDDEN' ? null : await this.match(job, settings, stableId, mapped);
    const user = await this.userOf(match);
    const staying = stayingValues(mapped.ok ? mapped.user : {}, user);
    return {
      entry: { dn: entry.dn, stableId, isBelowBase, excludedBy, filter, inactivity: entry.inactivity ?? null },
      mapping: mapRows(rules, this.table.limits(), entry).map((row) => ({
        ...row,
        value: staying.get(row.field) ?? row.value,
      })),
      match,
      user,
      next,
    };
  }

  /** What a run that read the entries would plan for those that it can map. */
  private planned(job: Job, settings: Settings, found: readonly Found[]): Promise<PlannedUsers> {
    const users = found.flatMap(({ lookedUp, mapped }) => (isSynchronized(lookedUp) && mapped.ok ? [mapped.user] : []));
    return this.plans.of(job, settings, users);
  }

  /** By its link, else the users whom the first matching rule finds that finds anyone whom a run may take over. */
  private async match(
    job: Job,
    { matching, matchingOtherPools }: Pick<Settings, 'matching' | 'matchingOtherPools'>,
    stableId: string | null,
    mapped: Mapped | Rejected,
  ): Promise<WhyMatch | null> {
    const linked = stableId === null ? undefined : await this.people.linked(job.dataPool, stableId);
    if (linked && stableId !== null) return { by: 'link', value: stableId, users: [linked] };
    if (!mapped.ok) return null;
    const dataPool = matchingOtherPools ? job.dataPool : undefined;
    for (const by of matching) {
      const value = mapped.user.fields[by] ?? null;
      const users = value === null ? [] : await this.people.unlinked(by, value, dataPool);
      if (value !== null && users.length > 0) return { by, value, users };
    }
    return null;
  }

  private async userOf(match: WhyMatch | null): Promise<WhyUser | null> {
    const [only, ...others] = match?.users ?? [];
    if (!match || !only || others.length > 0) return null;
    const record = await this.users.get(only.id);
    return record ? { ...record, userName: only.userName, matchedBy: match.by } : null;
  }
}

/** Whether a run would plan something for the entry. */
function isSynchronized({ isBelowBase, filter, entry }: LookedUpEntry): boolean {
  return isBelowBase && filter.isMet && !entry.inactivity;
}

function nextOf(mapped: Mapped | Rejected, planned: PlannedUsers): WhyNext {
  if (!mapped.ok) {
    const { code, params } = mapped.problem;
    return { ...NO_CHANGE, problem: { code, params } };
  }
  const { change = null, problem = null, fieldProblems = [], namesFreedBy = [] } = planned.get(mapped.user) ?? {};
  if (!change) return { ...NO_CHANGE, problem, fieldProblems, namesFreedBy };
  const { kind, before, after } = change;
  return { kind, before, after, problem, fieldProblems, namesFreedBy };
}

const NO_CHANGE = { kind: null, before: {}, after: {}, fieldProblems: [], namesFreedBy: [] } as const;
