import { MortalDatabase } from './mortal-database.js';

/** The database of a run that another session disturbs before one of its statements. */
export class DisturbedDatabase extends MortalDatabase {
  private disturb: ((sql: string) => Promise<void>) | undefined;

  /** @param disturb is called before each statement from now on; undefined ends it. */
  before(disturb: ((sql: string) => Promise<void>) | undefined): void {
    this.disturb = disturb;
  }

  override async step(sql: string): Promise<void> {
    await super.step(sql);
    await this.disturb?.(sql);
  }
}
