const PAUSE_MS = 30_000;

/** Says the same thing at most every 30 seconds, and then how often it was: a database that is away fills no disk. */
export class ThrottledLogger {
  private readonly said = new Map<string, { at: number; held: number }>();

  constructor(private readonly say: (message: string) => void) {}

  tell(message: string): void {
    const before = this.said.get(message);
    if (before && Date.now() - before.at < PAUSE_MS) {
      before.held++;
      return;
    }
    this.said.clear(); // one fault at a time is remembered: memory stays bounded whatever the messages are
    this.said.set(message, { at: Date.now(), held: 0 });
    this.say(before && before.held > 0 ? `${message} (${before.held} times more since)` : message);
  }
}
