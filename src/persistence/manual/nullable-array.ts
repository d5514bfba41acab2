/** The text form of a PostgreSQL array with nulls. */
export function nullableArray(items: readonly (string | null)[]): string {
  return `{${items.map((item) => (item === null ? 'null' : `"${item.replaceAll(/(["\\])/g, '\\$1')}"`)).join(',')}}`;
}
