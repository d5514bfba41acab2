export interface StopRequests {
  readonly requested: boolean;
  /** Called once. If a stop was already requested, it is called immediately. */
  onFirst(act: () => void): void;
  /** Called when the user does not want to wait. */
  onSecond(act: () => void): void;
}

/** npm forwards a Ctrl-C that the terminal has already sent, so the same key press arrives twice within milliseconds. */
const SAME_KEY_MS = 300;

/** Handles Ctrl-C, `kill` and a closed terminal from now on. */
export function stopRequests(): StopRequests {
  const first: (() => void)[] = [];
  const second: (() => void)[] = [];
  let requestedAt = 0;

  const request = () => {
    if (requestedAt === 0) {
      requestedAt = Date.now();
      console.log('\nStopping ... (press Ctrl-C again to stop immediately)');
      for (const act of first) act();
    } else if (Date.now() - requestedAt > SAME_KEY_MS) {
      for (const act of second) act();
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, request);

  return {
    get requested() {
      return requestedAt > 0;
    },
    onFirst: (act) => void (requestedAt > 0 ? act() : first.push(act)),
    onSecond: (act) => void second.push(act),
  };
}
