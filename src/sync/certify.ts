import type { Certificate } from '../contract/run.js';
import { incompleteRead } from './run-errors.js';

/**
 * The evidence of a read, or `DIRECTORY_READ_INCOMPLETE`. Nothing is planned without it.
 *
 * @param handled entries that came to the engine: what the reader counted must be what was worked on.
 */
export function certify(certificate: Certificate, handled: number): Certificate {
  if (!certificate.complete) throw incompleteRead(certificate.reason ?? 'the server did not confirm the end');
  if (certificate.entries !== handled) {
    throw incompleteRead(`${certificate.entries} entries were read, but ${handled} arrived`);
  }
  return certificate;
}
