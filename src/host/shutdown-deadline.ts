import { SHUTDOWN_SIGNALS } from './start-host.js';

/** Longer than the queue waits for a run to reach its next page or chunk. */
const DEADLINE_MS = 15_000;

/** Ends the process with code 1 when a signal has not stopped it in time, because a database or a directory hangs. */
export function exitAtDeadlineAfterSignal(print: (sentence: string) => void): void {
  for (const signal of SHUTDOWN_SIGNALS) {
    process.once(signal, () => {
      setTimeout(() => {
        print(`The host did not stop within ${DEADLINE_MS / 1000} seconds after ${signal}, so it ends now.`);
        process.exit(1);
      }, DEADLINE_MS).unref();
    });
  }
}
