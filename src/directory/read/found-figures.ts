import type { ReadReport } from '../../contract/run.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { FoundSearch } from '../containers/find-containers.js';

interface BaseFigures {
  /** Entries that the search of the base returned. */
  found: number;
  /** Of these, those that exclusions discard. */
  excluded: number;
  /** Of these, those that the search of an earlier base finds, too. */
  again: number;
  counted: number | null;
}

/** How many entries the search of each base found, and how many of them exclusions discarded. */
export class FoundFigures {
  private readonly bases: readonly BaseFigures[];
  private readonly excluded: number[];
  /** Whether every entry that is found is read. */
  private readonly isPlain: boolean;
  private discarded = 0;
  /** Stable ids of the entries that were found, if there are several bases. */
  private readonly ids = new Set<string>();

  constructor(private readonly search: FoundSearch) {
    this.bases = search.bases.map(() => ({ found: 0, excluded: 0, again: 0, counted: null }));
    this.excluded = search.exclusions.map(() => 0);
    this.isPlain = search.bases.length === 1 && search.exclusions.length === 0;
  }

  /** The entries to read. */
  get entries(): number {
    return this.bases.reduce((sum, { found }) => sum + found, 0) - this.discarded;
  }

  /**
   * The independent counts together, without what is discarded or found again; null if one of them is not known. Complete reads
   * have at least as many entries.
   */
  get counted(): number | null {
    let sum = 0;
    for (const { counted, excluded, again } of this.bases) {
      if (counted === null) return null;
      sum += Math.max(0, counted - excluded - again);
    }
    return sum;
  }

  /** The DNs of the bases. */
  get baseDn(): string {
    return this.search.bases.map(({ dn }) => dn).join('; ');
  }

  /** Adds a page of the search of a base. */
  add(base: number, entries: number): void {
    this.of(base).found += entries;
  }

  /**
   * Whether an entry that the search of a base found is to be read. One that an earlier base finds is read again, because it
   * may have come there since; whether it did is told by its stable id.
   */
  admits(base: number, { dn, stableId }: Pick<Entry, 'dn' | 'stableId'>): boolean {
    if (this.isPlain) return true;
    if (this.bases.length > 1 && stableId !== undefined) this.ids.add(stableId);
    const verdict = this.search.scope.judge(dn);
    // What the server finds is there, in whichever notation.
    if (verdict.kind === 'outside') return true;
    const isFirst = (verdict.bases[0] ?? base) >= base;
    const figures = this.of(base);
    if (verdict.kind === 'excluded') {
      figures.excluded += 1;
      if (isFirst) this.excluded[verdict.by] = (this.excluded[verdict.by] ?? 0) + 1;
      this.discarded += 1;
      return false;
    }
    if (!isFirst) figures.again += 1;
    const isRead = isFirst || stableId !== undefined;
    if (!isRead) this.discarded += 1;
    return isRead;
  }

  /** Whether a search of several bases found an entry. */
  hasRead(stableId: string): boolean {
    return this.ids.has(stableId);
  }

  /** Takes the independent count of a base. Returns how many entries are missing; 0 if none are. */
  verify(base: number, counted: number | null): number {
    const figures = this.of(base);
    // Nothing is proven where the times cannot be searched, or everyone was changed just now.
    figures.counted = counted === 0 && figures.found > 0 ? null : counted;
    return Math.max(0, (figures.counted ?? 0) - figures.found);
  }

  found(base: number): number {
    return this.of(base).found;
  }

  report(): Pick<ReadReport, 'bases' | 'exclusions'> {
    const { bases, exclusions } = this.search;
    return {
      bases: bases.map(({ dn, formerDn, stableId, scope }, index) => {
        const { found, excluded, again, counted } = this.of(index);
        return { dn, formerDn, stableId, scope, entries: found, excluded, again, counted };
      }),
      exclusions: exclusions.map(({ dn, formerDn, stableId, kind }, index) => {
        const entries = this.excluded[index] ?? 0;
        return { dn, formerDn, stableId, kind, entries };
      }),
    };
  }

  private of(base: number): BaseFigures {
    const figures = this.bases[base];
    if (!figures) throw new RangeError(`The search has no base ${base}.`);
    return figures;
  }
}
