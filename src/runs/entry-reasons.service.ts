import { Injectable } from '@nestjs/common';

import { UsersTable } from '../contract/users-table.js';
import { BatchSyncUsers } from '../contract/users.js';
import type { WhyMatch, WhyNext, WhyUser } from '../contract/why.js';
import type { LookedUpEntry } from '../engine/ports/entry-lookup.js';
import { EntryPlanner, type PlannedEntry } from '../engine/ports/entry-planner.js';
import { PeopleLookup } from '../engine/ports/people-lookup.js';
import type { DirectoryUser, Mapped, Rejected } from '../mapping/directory-user.js';
import { prepareMapping } from '../mapping/map-entry.js';
import { mapRows } from '../mapping/map-rows.js';
import { targetsOf } from '../mapping/mapping-rule.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';
import { RecentRuns } from './recent-runs.service.js';
import type { UndecidedPerson } from './why-verdict.js';

type Rules = BatchSyncSettings['mapping'];
type PlannedUsers = ReadonlyMap<DirectoryUser, PlannedEntry>;

interface Found {
  readonly lookedUp: LookedUpEntry;
  readonly mapped: Mapped | Rejected;
}

/** What the mapping, the tables and the planner say about an entry. */
@Injectable()
export class EntryReasons {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly people: PeopleLookup,
    private readonly users: BatchSyncUsers,
    private readonly table: UsersTable,
    private readonly planner: EntryPlanner,
    private readonly recent: RecentRuns,
  ) {}

  /** Entries that are found together may be in each other's way, as in a run. */
  async of(
    job: Job,
    { mapping: rules }: Pick<BatchSyncSettings, 'mapping'>,
    entries: readonly LookedUpEntry[],
  ): Promise<readonly UndecidedPerson[]> {
    await this.table.refresh();
    const map = prepareMapping(rules, this.table.limits());
    const found = entries.map((lookedUp) => ({ lookedUp, mapped: map(lookedUp.entry) }));
    const planned = await this.planned(job, rules, found);
    return Promise.all(found.map((each) => this.personOf(job, rules, each, planned)));
  }

  private async personOf(
    job: Job,
    rules: Rules,
    { lookedUp: { entry, isBelowBase, filter }, mapped }: Found,
    planned: PlannedUsers,
  ): Promise<UndecidedPerson> {
    const stableId = entry.stableId ?? null;
    const next = isBelowBase && filter.isMet ? nextOf(mapped, planned) : null;
    const match = next?.problem?.code === 'USER_HIDDEN' ? null : await this.match(job, stableId, mapped);
    return {
      entry: { dn: entry.dn, stableId, isBelowBase, filter },
      mapping: mapRows(rules, this.table.limits(), entry),
      match,
      user: await this.userOf(match),
      next,
      ...(await this.recent.of(job, { dns: [entry.dn], stableIds: stableId === null ? [] : [stableId] })),
    };
  }

  /** What a run that read the entries would plan for those that it can map. */
  private async planned(job: Job, rules: Rules, found: readonly Found[]): Promise<PlannedUsers> {
    const users = found.flatMap(({ lookedUp: { isBelowBase, filter }, mapped }) =>
      isBelowBase && filter.isMet && mapped.ok ? [mapped.user] : [],
    );
    const planned = await this.planner.plan({
      dataPool: job.dataPool,
      users,
      targets: targetsOf(rules),
      decisionTable: this.catalog.definitionOf(job).decisionTable,
    });
    return new Map(users.map((user, index) => [user, planned[index] ?? { change: null, problem: null }]));
  }

  /** By its link, else the unlinked users with the same principal name, else those with the same user name. */
  private async match(job: Job, stableId: string | null, mapped: Mapped | Rejected): Promise<WhyMatch | null> {
    const linked = stableId === null ? undefined : await this.people.linked(job.dataPool, stableId);
    if (linked && stableId !== null) return { by: 'link', value: stableId, users: [linked] };
    if (!mapped.ok) return null;
    for (const by of ['principalName', 'userName'] as const) {
      const value = mapped.user.fields[by] ?? null;
      const users = value === null ? [] : await this.people.unlinked(by, value);
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

function nextOf(mapped: Mapped | Rejected, planned: PlannedUsers): WhyNext {
  if (!mapped.ok) {
    const { code, params } = mapped.problem;
    return { ...NO_CHANGE, problem: { code, params } };
  }
  const { change = null, problem = null } = planned.get(mapped.user) ?? {};
  if (!change) return { ...NO_CHANGE, problem };
  const { kind, before, after } = change;
  return { kind, before, after, problem };
}

const NO_CHANGE = { kind: null, before: {}, after: {} } as const;
