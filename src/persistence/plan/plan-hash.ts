import { createHash } from 'node:crypto';

import type { ReadReport } from '../../contract/run.js';

/**
 * The SHA-256 hash (hexadecimal) that an approval names.
 *
 * @param changes hash over the rows of the plan in their order.
 * @param settingsShape hash of the settings that the plan was made with.
 */
export function planHash(changes: string, settingsShape: string, readReport: ReadReport | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([changes, settingsShape, readReport ?? null]))
    .digest('hex');
}
