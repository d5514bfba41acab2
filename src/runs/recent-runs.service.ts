import { Injectable } from '@nestjs/common';

import type { WhyPerson, WhyUser } from '../contract/why.js';
import { type KnownAs, PersonHistory } from '../engine/ports/person-history.js';
import type { Job } from '../processes/job.js';

type Recorded = Pick<WhyPerson, 'problems' | 'findings'>;

/** What the newest runs of a job recorded about someone. */
@Injectable()
export class RecentRuns {
  constructor(private readonly history: PersonHistory) {}

  async of({ name }: Job, person: KnownAs): Promise<Recorded> {
    const [problems, findings] = await Promise.all([
      this.history.problems(name, person),
      this.history.findings(name, person),
    ]);
    return { problems, findings };
  }

  /** About a user whose entry was not found: as its links say, and where it was in the way of others. */
  ofUser(job: Job, { id, links }: Pick<WhyUser, 'id' | 'links'>): Promise<Recorded> {
    const ofPool = links.filter(({ dataPool }) => dataPool === job.dataPool);
    return this.of(job, {
      dns: ofPool.map(({ dn }) => dn),
      stableIds: ofPool.map(({ stableId }) => stableId),
      userId: id,
    });
  }
}
