import { MortalDatabase } from './mortal-database.js';

/** The database of a run that is cancelled before one of its statements: its process hears of it in a turn of the event loop. */
export class CancellingDatabase extends MortalDatabase {
  /** The statement before which the run is cancelled, counted from the last call of `count`. */
  private cancelledBefore = Number.POSITIVE_INFINITY;
  private controller = new AbortController();
  private first = 0;

  /** How many statements were sent since the last call of `count`. */
  get counted(): number {
    return this.sent - this.first;
  }

  /** Counts from now on; the signal aborts before the statement. */
  count(cancelledBefore = Number.POSITIVE_INFINITY): AbortSignal {
    this.first = this.sent;
    this.cancelledBefore = cancelledBefore;
    this.controller = new AbortController();
    return this.controller.signal;
  }

  override async step(sql: string): Promise<void> {
    await super.step(sql);
    if (this.counted === this.cancelledBefore) this.abortInNextTurn();
  }

  private abortInNextTurn(): void {
    const { controller } = this;
    setImmediate(() => controller.abort());
  }
}
