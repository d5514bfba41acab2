const MIN = 6;
const MAX = 48;

/** Heights of bars in pixels. Logarithmic, so that a first import does not make all later runs look the same. */
export function barHeights(values: readonly number[]): readonly number[] {
  const most = Math.log1p(Math.max(1, ...values));
  return values.map((value) => Math.round(MIN + (MAX - MIN) * (Math.log1p(value) / most)));
}
