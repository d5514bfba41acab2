import type { BatchSynchronization } from '../index.js';
import type { Api } from './api.js';
import { jobFromJson, type Json } from './from-json.js';
import { JobsClient, type NewJob } from './jobs-client.js';

/** The jobs of a running host. */
export class RemoteJobs extends JobsClient {
  constructor(private readonly api: Api) {
    super();
  }

  async list(): Promise<readonly BatchSynchronization[]> {
    return (await this.api.get<readonly Json<BatchSynchronization>[]>('batch-synchronizations')).map(jobFromJson);
  }

  async create(job: NewJob): Promise<void> {
    await this.api.send('POST', 'batch-synchronizations', job);
  }

  delete(name: string): Promise<void> {
    return this.api.send('DELETE', `batch-synchronizations/${encodeURIComponent(name)}`);
  }
}
