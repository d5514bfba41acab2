/** Wakes one waiting caller. A notification without a caller is remembered until `reset()`. */
export class WakeSignal {
  private isNotified = false;
  private wake: (() => void) | undefined;

  constructor(private readonly signal: AbortSignal) {}

  notify(): void {
    this.isNotified = true;
    this.wake?.();
  }

  reset(): void {
    this.isNotified = false;
  }

  /** Resolves on a notification since `reset()`, after `milliseconds`, or when the signal aborts. */
  async wait(milliseconds: number): Promise<void> {
    if (this.isNotified || this.signal.aborted) return;
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
