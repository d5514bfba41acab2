/** Wakes one waiter. Ringing while nobody waits is remembered until `hush`. */
export class Bell {
  private isRung = false;
  private wake: (() => void) | undefined;

  constructor(private readonly signal: AbortSignal) {}

  ring(): void {
    this.isRung = true;
    this.wake?.();
  }

  hush(): void {
    this.isRung = false;
  }

  /** Resolves when it rings or has rung, after `milliseconds`, or when the signal aborts. */
  async rung(milliseconds: number): Promise<void> {
    if (this.isRung || this.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', done);
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.signal.addEventListener('abort', done);
      this.wake = done;
    });
  }
}
