import { Injectable } from '@nestjs/common';

import { BatchSyncUsers } from '../contract/users.js';
import { BatchSyncWhy, type WhyPerson, type WhyReport, type WhyUser } from '../contract/why.js';
import { EntryLookup } from '../engine/ports/entry-lookup.js';
import { type FoundUser, PeopleLookup } from '../engine/ports/people-lookup.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { KnownContainers } from '../engine/read/known-containers.service.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import type { Job } from '../processes/job.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { askDirectory } from './asked-directory.js';
import { EntryReasons } from './entry-reasons.service.js';
import { questionsFor } from './why-questions.js';
import { NOTHING_RECORDED, RecentRuns } from './recent-runs.service.js';
import { WaitingPlans } from './waiting-plans.service.js';
import { type UndecidedPerson, verdictOf } from './why-verdict.js';
import { whyWithoutSecrets } from './why-without-secrets.js';

/** Why someone is, or is not, synchronized, for hosts. */
@Injectable()
export class WhyService extends BatchSyncWhy {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly directory: EntryLookup,
    private readonly people: PeopleLookup,
    private readonly users: BatchSyncUsers,
    private readonly reasons: EntryReasons,
    private readonly recent: RecentRuns,
    private readonly history: RunHistory,
    private readonly plans: WaitingPlans,
    private readonly containers: KnownContainers,
  ) {
    super();
  }

  async why(name: string, who: string): Promise<WhyReport> {
    const job = await this.catalog.job(name);
    const settings = await this.containers.bind(job, assertRunnable(await this.settings.current(job)));
    const known = await this.known(job, who);
    const questions = questionsFor(who, known, settings, job.dataPool);
    // That the directory does not answer must not hide what the database knows.
    const { entries, asked, directoryError, wasAsked } = await askDirectory(this.directory, settings, questions);
    const waiting = await this.plans.of(job);
    const found = await this.reasons.of(job, settings, entries, waiting);
    const covered = new Set(found.flatMap(({ match }) => match?.users.map(({ id }) => id) ?? []));
    const others: UndecidedPerson[] = [];
    // One after the other: the pool is the host's.
    for (const user of known.filter(({ id }) => !covered.has(id))) {
      others.push({ ...NOBODY, user, ...(await this.recent.ofUser(job, user, waiting)) });
    }
    const people = [...found, ...others];
    const isStopped = await this.history.isStopped(job.name);
    const context = { wasAsked, isRefused: directoryError !== null, isStopped };
    const decided = await Promise.all(
      (people.length > 0 ? people : [NOBODY]).map(async (person): Promise<WhyPerson> => {
        const newestRun = person.entry ? await this.history.newestOf(job.name, person.entry.dn) : undefined;
        const verdict = verdictOf(person, { newestRun, ...context });
        return whyWithoutSecrets({ verdict, ...person }, settings.mapping);
      }),
    );
    return { job: job.name, who, asked, directoryError, people: decided };
  }

  private async known(job: Job, who: string): Promise<readonly WhyUser[]> {
    const found = await this.people.users(job.dataPool, who);
    const users = await Promise.all(found.map((user) => this.recordOf(user)));
    return users.filter((user) => user !== null);
  }

  private async recordOf({ id, userName }: FoundUser): Promise<WhyUser | null> {
    const record = await this.users.get(id);
    return record ? { ...record, userName, matchedBy: null } : null;
  }
}

const NOBODY: UndecidedPerson = {
  entry: null,
  mapping: [],
  match: null,
  user: null,
  next: null,
  ...NOTHING_RECORDED,
};
