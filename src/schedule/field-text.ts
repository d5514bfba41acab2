/** How the values of a field are written for cronstrue: `*`, or ranges and single values. */
export function asRanges(values: readonly number[], size: number): string {
  if (values.length === size) return '*';
  return runsOf(values)
    .map(([first, last]) =>
      first === last ? `${first}` : last === first + 1 ? `${first},${last}` : `${first}-${last}`,
    )
    .join(',');
}

/** The same, with a step (`5/20`) if the values are at even intervals all through the field. */
export function asSteps(values: readonly number[], low: number, size: number): string {
  const [first = low, second] = values;
  if (second === undefined || values.length === size) return asRanges(values, size);
  const step = second - first;
  const isEven =
    step > 1 &&
    size % step === 0 &&
    values.length === size / step &&
    values.every((value, index) => value === first + index * step);
  if (!isEven) return asRanges(values, size);
  return first === low ? `*/${step}` : `${first}/${step}`;
}

/** `2027–2029 and 2031`, in the language of the locale. */
export function asList(values: readonly number[], locale: string): string {
  const parts = runsOf(values).map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return new Intl.ListFormat(locale).format(parts);
}

/** Consecutive values, as first and last. */
function runsOf(values: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const value of values) {
    const current = runs.at(-1);
    if (current && current[1] === value - 1) current[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}
