const INTERVAL_MS = 30_000;

/** Logs a repeated message at most every 30 seconds, with a count, so that an outage does not flood the log. */
export class ThrottledLogger {
  private readonly recent = new Map<string, { loggedAt: number; suppressed: number }>();

  constructor(private readonly write: (message: string) => void) {}

  log(message: string): void {
    const previous = this.recent.get(message);
    if (previous && performance.now() - previous.loggedAt < INTERVAL_MS) {
      previous.suppressed++;
      return;
    }
    this.recent.clear(); // only the latest message is remembered, so memory stays bounded
    this.recent.set(message, { loggedAt: performance.now(), suppressed: 0 });
    this.write(previous && previous.suppressed > 0 ? `${message} (repeated ${previous.suppressed} times)` : message);
  }
}
