/** Refusals of one kind that were not recorded one by one. */
export interface CountedRefusals<T> {
  /** The first of them; undefined for all that exceeded the number of kinds. */
  readonly first: T | undefined;
  readonly count: number;
}

/** Decides which refusals are recorded one by one and counts the others, so that a flood needs few rows and little memory. */
export class RefusalCounter<T> {
  private readonly seen = new Set<string>();
  private readonly counted = new Map<string, { readonly first: T | undefined; count: number }>();
  private recorded = 0;

  /** @param limits per period: refusals recorded one by one, and kinds counted apart from each other. */
  constructor(private readonly limits: { readonly records: number; readonly kinds: number }) {}

  /**
   * Whether the refusal is to be recorded by itself; otherwise it is counted.
   *
   * @param isRepeated whether only the first refusal of its kind in a period is recorded by itself.
   */
  admit(kind: string, refusal: T, isRepeated: boolean): boolean {
    const isKnown = this.seen.has(kind);
    if (this.recorded < this.limits.records && !(isRepeated && isKnown)) {
      this.recorded += 1;
      this.seen.add(kind);
      return true;
    }
    this.count(kind, refusal);
    return false;
  }

  /** Ends the period. */
  drain(): readonly CountedRefusals<T>[] {
    const counted = [...this.counted.values()];
    this.seen.clear();
    this.counted.clear();
    this.recorded = 0;
    return counted;
  }

  private count(kind: string, refusal: T): void {
    const isOwn = this.counted.has(kind) || this.counted.size < this.limits.kinds;
    const key = isOwn ? kind : '';
    const counted = this.counted.get(key) ?? { first: isOwn ? refusal : undefined, count: 0 };
    counted.count += 1;
    this.counted.set(key, counted);
  }
}
