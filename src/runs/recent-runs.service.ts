import { Injectable } from '@nestjs/common';

import type { ProblemCode } from '../contract/error-codes.js';
import type { WaitingPlan } from '../contract/jobs.js';
import { SyncError } from '../contract/sync-error.js';
import type { WhyUser } from '../contract/why.js';
import { type KnownAs, PersonHistory } from '../engine/ports/person-history.js';
import type { Job } from '../processes/job.js';
import { refusedValues } from './refused-values.js';
import type { UndecidedPerson } from './why-verdict.js';

export type Recorded = Pick<UndecidedPerson, 'plan' | 'problems' | 'findings' | 'areRunsSearched'>;
/** Nothing is said about runs. */
export const NOTHING_RECORDED: Recorded = { plan: null, problems: [], findings: [], areRunsSearched: true };
const NOT_SEARCHED: Recorded = { plan: null, problems: [], findings: [], areRunsSearched: false };

export type UnrecordedPerson = Omit<UndecidedPerson, keyof Recorded>;

/** What the plan that waits, and the newest runs of a job, recorded about someone. */
@Injectable()
export class RecentRuns {
  constructor(private readonly history: PersonHistory) {}

  /** About an entry, and the user that it leads to. */
  of(job: Job, person: UnrecordedPerson, waiting: WaitingPlan | null): Promise<Recorded> {
    const { entry, user } = person;
    return this.recorded(job, waiting, user, {
      dns: entry ? [entry.dn] : [],
      stableIds: entry?.stableId ? [entry.stableId] : [],
      userIds: user ? [user.id] : [],
      problemCodes: problemCodesOf(person),
    });
  }

  /** About a user whose entry was not found: as its links say, and where it was in the way of others. */
  ofUser(job: Job, user: WhyUser, waiting: WaitingPlan | null): Promise<Recorded> {
    const { id, links } = user;
    const ofPool = links.filter(({ dataPool }) => dataPool === job.dataPool);
    return this.recorded(job, waiting, user, {
      dns: ofPool.map(({ dn }) => dn),
      stableIds: ofPool.map(({ stableId }) => stableId),
      userIds: [id],
      problemCodes: [],
      isInTheWay: true,
    });
  }

  /** What else is known is told even if the database is too slow for this. */
  private recorded(job: Job, waiting: WaitingPlan | null, user: WhyUser | null, person: KnownAs): Promise<Recorded> {
    return this.searched(job, waiting, user, person).catch((error: unknown) => {
      if (error instanceof SyncError && error.code === 'DATABASE_TIMEOUT') return NOT_SEARCHED;
      throw error;
    });
  }

  private async searched(
    { name }: Job,
    waiting: WaitingPlan | null,
    user: WhyUser | null,
    person: KnownAs,
  ): Promise<Recorded> {
    const planned = waiting && (await this.history.planned(waiting.runId, person));
    const refused = planned && user ? refusedValues(planned, user) : [];
    const change = refused.length > 0 ? null : planned;
    return {
      plan: waiting && { runId: waiting.runId, until: waiting.until, change, refused },
      problems: await this.history.problems(name, person),
      findings: await this.history.findings(name, person),
      areRunsSearched: true,
    };
  }
}

/** The problems that the entry has now as a whole. */
function problemCodesOf({ mapping, next }: UnrecordedPerson): readonly ProblemCode[] {
  const ofRows = mapping.flatMap(({ problem }) => (problem?.isPartial === false ? [problem] : []));
  return [...ofRows, next?.problem].flatMap((problem) => (problem ? [problem.code] : []));
}
