/** The values that a change gives up and wants, as JSON arrays: a place for each unique column, null if it does not change. */
export interface ExchangedValues {
  readonly seq: number;
  readonly before: string;
  readonly after: string;
}

/** Which changes may wait for the values of which others. */
export class WantedValues {
  private readonly givenUp = new Map<number, readonly string[]>();
  private readonly wantedBy = new Map<string, number[]>();

  constructor(changes: readonly ExchangedValues[]) {
    for (const { seq, before, after } of changes) {
      this.givenUp.set(seq, keysOf(before));
      for (const key of keysOf(after)) this.wantedBy.set(key, [...(this.wantedBy.get(key) ?? []), seq]);
    }
  }

  /** The changes that want a value of these, without regard to upper and lower case. */
  waitingFor(numbers: readonly number[]): readonly number[] {
    const values = numbers.flatMap((number) => this.givenUp.get(number) ?? []);
    return [...new Set(values.flatMap((value) => this.wantedBy.get(value) ?? []))];
  }
}

function keysOf(values: string): readonly string[] {
  return (JSON.parse(values) as readonly (string | null)[]).flatMap((value, place) =>
    value === null ? [] : [`${place} ${value.toLowerCase()}`],
  );
}
