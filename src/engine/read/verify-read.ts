import type { ReadReport } from '../../contract/runs.js';
import { incompleteRead } from '../run-errors.js';

/**
 * The evidence of a read, or `DIRECTORY_READ_INCOMPLETE`. Nothing is planned without it.
 *
 * @param handled entries that came to the engine: what the reader counted must be what was worked on.
 */
export function verifyRead(readReport: ReadReport, handled: number): ReadReport {
  if (!readReport.complete) throw incompleteRead(readReport.reason ?? 'the server did not confirm the end');
  if (readReport.entries !== handled) {
    throw incompleteRead(`${readReport.entries} entries were read, but ${handled} arrived`);
  }
  return readReport;
}
