import type { ReadReport } from '../../contract/run.js';
import { missedAttributes } from '../../mapping/absent-attributes.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { DirectoryRead } from '../ports/directory-reader.js';
import { incompleteRead } from '../run-errors.js';

/**
 * A read with what is known beyond it: how often it was done again, how many of its entries it repeated, and which absent
 * attributes the mapping misses.
 */
export class CountedRead implements DirectoryRead {
  readonly pages: DirectoryRead['pages'];
  private repeated: number | undefined;

  constructor(
    private readonly read: DirectoryRead,
    private readonly restarts: number,
    private readonly mapping: readonly MappingRule[],
  ) {
    this.pages = read.pages;
  }

  /** What lacks someone may be complete the next time. */
  get interruption(): DirectoryRead['interruption'] {
    return this.lacksSomeone ? 'reading' : this.read.interruption;
  }

  report(): ReadReport {
    const { absentAttributes, ...read } = this.read.report();
    const absent = absentAttributes && { absentAttributes: missedAttributes(this.mapping, absentAttributes) };
    const report = { ...read, ...absent, restarts: this.restarts };
    if (this.repeated === undefined) return report;
    const { withStableId } = report;
    return {
      ...report,
      ...(this.lacksSomeone && { complete: false, reason: 'DIRECTORY_READ_INCOMPLETE' }),
      entries: this.entries,
      ...(withStableId !== undefined && { withStableId: withStableId - this.repeated }),
      repeated: this.repeated,
    };
  }

  /**
   * Takes repeated entries out of the counts of the complete read. Throws `DIRECTORY_READ_INCOMPLETE` if fewer people are
   * left than a count of its own found: who is read twice may stand in for someone who is not read at all.
   */
  withoutRepeated(repeated: number): ReadReport {
    this.repeated = repeated;
    const { counted } = this.read.report();
    if (this.lacksSomeone) throw incompleteRead(`${counted} entries were counted, but ${this.entries} were read`);
    return this.report();
  }

  private get entries(): number {
    return this.read.report().entries - (this.repeated ?? 0);
  }

  private get lacksSomeone(): boolean {
    return this.repeated !== undefined && (this.read.report().counted ?? 0) > this.entries;
  }
}
