import { raw, sql } from '../database/sql.js';
import type { StagedTable } from '../reads/staged-table.js';
import type { MappedValue } from './mapped-columns.js';

/** The values that a read leaves as they are. Only those that it leaves for anyone cost anything. */
export class KeptValues {
  constructor(private readonly staged: StagedTable) {}

  get isEmpty(): boolean {
    return this.staged.kept.length === 0;
  }

  /** The value after the run for the pair of the entry `s` and the user `u`. */
  keep<T extends Pick<MappedValue, 'current' | 'next'>>(name: string, value: T): T {
    if (!this.staged.kept.some((target) => target === name)) return value;
    const isKept = raw(`${this.staged.numberOf(name)} = any(s.kept)`);
    const { current, next } = value;
    return { ...value, next: sql`case when ${isKept} then ${current} else ${next} end` };
  }
}
