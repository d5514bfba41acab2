import type {
  BatchSyncRuns,
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

type Rows = Parameters<BatchSyncRuns['list']>[1];

/** What the command line asks of the add-on, wherever it runs: the calls of `BatchSyncJobs` and `BatchSyncRuns` for one job. */
export abstract class SyncClient {
  /** Whether a run goes on when this process ends. */
  abstract readonly remote: boolean;

  abstract settings(): Promise<JobSettings>;
  /** All settings or a part, as in `BatchSyncJobs.saveSettings`. */
  abstract saveSettings(settings: Readonly<Record<string, unknown>>): Promise<SaveOutcome>;
  abstract check(): Promise<CheckReport>;

  abstract start(mode: RunMode): Promise<Run>;
  abstract runs(rows?: Rows): Promise<Page<Run>>;
  abstract run(id: string): Promise<Run>;
  abstract changes(runId: string, rows?: Rows): Promise<Page<Change>>;
  abstract problems(runId: string, rows?: Rows): Promise<Page<Problem>>;
  /** The numbers so far, then each time they move; ends with the run. */
  abstract progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress>;

  /** The tables are up to date after it. */
  abstract migrate(): Promise<void>;
  /** Interrupts what runs in this process, and lets everything go. Safe to call twice. */
  abstract close(): Promise<void>;
}
