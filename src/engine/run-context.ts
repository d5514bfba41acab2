import type { DirectoryRead } from './ports/directory-reader.js';
import type { LeasedRun } from './ports/run-store.js';
import type { ProgressReporter } from './progress-reporter.js';
import type { RunInput } from './run-input.js';

/** The state of one execution. */
export interface RunContext {
  readonly run: LeasedRun;
  readonly input: RunInput;
  readonly signal: AbortSignal;
  readonly progress: ProgressReporter;
  /** Performs work in the database that ends early, with an error, when `signal` aborts. */
  readonly interruptible: <T>(work: () => Promise<T>) => Promise<T>;
  /** Once the directory is read. */
  read?: DirectoryRead;
}
