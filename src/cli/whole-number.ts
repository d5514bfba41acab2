/** The number that the text writes in digits; undefined if it is none within the limits. `1e1` and `0x10` are not digits. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}
