import { setTimeout } from 'node:timers/promises';

import type { EventSourceMessage } from 'eventsource-parser';

import type {
  Change,
  CheckReport,
  JobSettings,
  Page,
  Problem,
  Run,
  RunMode,
  RunProgress,
  SaveOutcome,
} from '../index.js';
import type { Api } from './api.js';
import { CliError } from './cli-error.js';
import { changeFromWire, pageFromWire, runFromWire, settingsFromWire, type Wire } from './from-json.js';
import { serverSentEvents } from './server-sent-events.js';
import { SyncClient } from './sync-client.js';

type Rows = Parameters<SyncClient['changes']>[1];

const SECOND = 1000;

/** The add-on in a running host, over its API. */
export class RemoteClient extends SyncClient {
  readonly remote = true;

  private readonly jobPath: string;

  /** @param signedIn whether this client began the session and has to end it. */
  constructor(
    private readonly api: Api,
    job: string,
    private readonly signedIn: boolean,
  ) {
    super();
    this.jobPath = `batch-synchronizations/${encodeURIComponent(job)}`;
  }

  async settings(): Promise<JobSettings> {
    return settingsFromWire(await this.api.get<Wire<JobSettings>>(`${this.jobPath}/settings`));
  }

  async saveSettings(settings: Readonly<Record<string, unknown>>): Promise<SaveOutcome> {
    try {
      const saved = await this.api.send<Wire<JobSettings>>('PUT', `${this.jobPath}/settings`, { settings });
      return { ok: true, saved: settingsFromWire(saved) };
    } catch (error) {
      if (error instanceof CliError && error.fields.length > 0) return { ok: false, errors: error.fields };
      throw error;
    }
  }

  check(): Promise<CheckReport> {
    return this.api.send('POST', `${this.jobPath}/check`, {});
  }

  async start(mode: RunMode): Promise<Run> {
    return runFromWire(await this.api.send<Wire<Run>>('POST', `${this.jobPath}/runs`, { mode }));
  }

  async runs(rows?: Rows): Promise<Page<Run>> {
    return pageFromWire(await this.api.get<Page<Wire<Run>>>(`${this.jobPath}/runs`, { ...rows }), runFromWire);
  }

  async run(id: string): Promise<Run> {
    return runFromWire(await this.api.get<Wire<Run>>(`runs/${encodeURIComponent(id)}`));
  }

  async changes(runId: string, rows?: Rows): Promise<Page<Change>> {
    const path = `runs/${encodeURIComponent(runId)}/changes`;
    return pageFromWire(await this.api.get<Page<Wire<Change>>>(path, { ...rows }), changeFromWire);
  }

  problems(runId: string, rows?: Rows): Promise<Page<Problem>> {
    return this.api.get(`runs/${encodeURIComponent(runId)}/problems`, { ...rows });
  }

  async *progress(runId: string, signal: AbortSignal): AsyncGenerator<RunProgress> {
    for (;;) {
      for await (const { event, data } of this.events(runId, signal)) {
        if (event === 'end') return;
        yield JSON.parse(data) as RunProgress;
      }
      // A proxy cut it, or the host was restarted in the middle of the run.
      await setTimeout(SECOND, undefined, { signal });
    }
  }

  /** A host brings its tables up to date when it starts. */
  async migrate(): Promise<void> {}

  async close(): Promise<void> {
    if (this.signedIn) await this.api.signOut();
  }

  /** The events of one connection; ends without an error when the connection breaks. */
  private async *events(runId: string, signal: AbortSignal): AsyncGenerator<EventSourceMessage> {
    const answer = await this.api.open('GET', `runs/${encodeURIComponent(runId)}/events`, { signal });
    try {
      if (answer.body) yield* serverSentEvents(answer.body);
    } catch {
      signal.throwIfAborted();
    }
  }
}
