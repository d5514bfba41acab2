/** Ends the name of a job or data pool in its runs when it is deleted. No name that is in use contains it. */
const MARK = '~';

/**
 * The name that runs of a deleted job or data pool have from then on. The number tells apart what had the name one after the other.
 *
 * @param version the last one of its settings.
 */
export function formerName(name: string, version: number): string {
  return `${name}${MARK}${version}`;
}

/** True in SQL when the name is one of a deleted job or data pool. */
export function isFormerName(column: string): string {
  return `coalesce(strpos(${column}, '${MARK}') > 0, false)`;
}
