import type { ConflictPage, ConflictsRequest, Run } from '../index.js';
import type { Api } from './api.js';
import { ConflictsClient, type NewDecision } from './conflicts-client.js';
import { type Json, runFromJson } from './from-json.js';

type SentPage = Omit<ConflictPage, 'run'> & { readonly run: Json<NonNullable<ConflictPage['run']>> | null };

/** The conflicts of a job of a running host. */
export class RemoteConflicts extends ConflictsClient {
  constructor(
    private readonly api: Api,
    private readonly job: string,
  ) {
    super();
  }

  async list(request?: ConflictsRequest): Promise<ConflictPage> {
    const { run, ...page } = await this.api.get<SentPage>('conflicts', { job: this.job, ...request });
    const endedAt = run?.endedAt ? new Date(run.endedAt) : null;
    return { ...page, run: run && { ...run, endedAt } };
  }

  async decide(decision: NewDecision): Promise<Run> {
    return runFromJson(await this.api.send<Json<Run>>('POST', 'conflicts', { job: this.job, ...decision }));
  }
}
