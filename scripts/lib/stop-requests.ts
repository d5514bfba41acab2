export interface StopRequests {
  readonly requested: boolean;
  /** Called once, at once if it was asked for already. */
  onFirst(act: () => void): void;
  /** For whoever does not want to wait. */
  onSecond(act: () => void): void;
}

/** npm passes a Ctrl-C on to us that the terminal has sent us already: the same key, twice within milliseconds. */
const SAME_KEY_MS = 300;

/** Ctrl-C, `kill` and a closed terminal, from now on. */
export function stopRequests(): StopRequests {
  const first: (() => void)[] = [];
  const second: (() => void)[] = [];
  let requestedAt = 0;

  const request = () => {
    if (requestedAt === 0) {
      requestedAt = Date.now();
      console.log('\nStopping ... (Ctrl-C again: at once)');
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
