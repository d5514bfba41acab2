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
import type { Standalone } from '../host/standalone.js';
import { SYMBOLIC_NAME } from './symbolic-name.js';
import { SyncClient } from './sync-client.js';

type Rows = Parameters<SyncClient['changes']>[1];

/** The add-on in this process, on the database itself. */
export class LocalClient extends SyncClient {
  readonly remote = false;
  private closed: Promise<void> | undefined;

  /** @param user who is named as the one who starts and saves. */
  constructor(
    private readonly standalone: Standalone,
    private readonly user: string | null,
  ) {
    super();
  }

  settings(): Promise<JobSettings> {
    return this.jobs.settings(SYMBOLIC_NAME);
  }

  saveSettings(settings: Readonly<Record<string, unknown>>): Promise<SaveOutcome> {
    return this.jobs.saveSettings(SYMBOLIC_NAME, { settings, changedBy: this.user });
  }

  check(): Promise<CheckReport> {
    return this.jobs.check(SYMBOLIC_NAME);
  }

  async start(mode: RunMode): Promise<Run> {
    const run = await this.jobs.start(SYMBOLIC_NAME, { mode, startedBy: this.user });
    // Not before: now the only run that there is to take is this one.
    await this.jobs.takeRuns();
    return run;
  }

  runs(rows?: Rows): Promise<Page<Run>> {
    return this.jobs.runs(SYMBOLIC_NAME, rows);
  }

  run(id: string): Promise<Run> {
    return this.jobs.run(id);
  }

  changes(runId: string, rows?: Rows): Promise<Page<Change>> {
    return this.jobs.changes(runId, rows);
  }

  problems(runId: string, rows?: Rows): Promise<Page<Problem>> {
    return this.jobs.problems(runId, rows);
  }

  progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress> {
    return this.jobs.progress(runId, signal);
  }

  /** Opening the database did it. */
  async migrate(): Promise<void> {}

  close(): Promise<void> {
    return (this.closed ??= this.standalone.close());
  }

  private get jobs() {
    return this.standalone.synchronizations;
  }
}
