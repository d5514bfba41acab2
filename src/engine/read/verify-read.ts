import type { ReadReport } from '../../contract/run.js';
import { canariesMissing, incompleteRead } from '../run-errors.js';

/**
 * Returns the report of a complete read; otherwise throws `DIRECTORY_READ_INCOMPLETE`. Nothing is planned without it.
 *
 * @param handled number of entries that the engine processed. It must match the number that the reader counted.
 * @param missing people whom the read should contain and does not.
 */
export function verifyRead(readReport: ReadReport, handled: number, missing: readonly string[]): ReadReport {
  if (!readReport.complete)
    throw incompleteRead(readReport.reason ?? 'the server did not confirm the end of the result');
  if (readReport.entries !== handled) {
    throw incompleteRead(`${readReport.entries} entries were read, but ${handled} were processed`);
  }
  if (missing.length > 0) throw canariesMissing(missing);
  return readReport;
}
