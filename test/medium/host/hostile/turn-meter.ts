/** Measures the CPU time that this thread uses in each turn of its event loop. Load of the machine does not count. */
export class TurnMeter {
  private longest = 0;
  private running = true;
  private before = process.threadCpuUsage();

  constructor() {
    this.turn();
  }

  /** The longest turn since the last call, in milliseconds. */
  take(): number {
    const { longest } = this;
    this.longest = 0;
    return longest;
  }

  stop(): void {
    this.running = false;
  }

  private turn(): void {
    const now = process.threadCpuUsage();
    const used = now.user + now.system - this.before.user - this.before.system;
    this.longest = Math.max(this.longest, used / 1_000);
    this.before = now;
    if (this.running) setImmediate(() => this.turn());
  }
}
