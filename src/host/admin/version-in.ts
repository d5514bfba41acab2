import { SyncError } from '../../index.js';

/** The number of a version in an address. Throws `SETTINGS_VERSION_UNKNOWN`. */
export function versionIn(address: string): number {
  if (/^[1-9]\d{0,8}$/.test(address)) return Number(address);
  throw new SyncError('SETTINGS_VERSION_UNKNOWN', { params: { version: address.slice(0, 32) } });
}
