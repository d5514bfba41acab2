import type { SettingsRecord } from '../../shared/api/api-types.js';
import type { Candidate } from './candidates.js';

/** What is entered to connect. */
export interface Access {
  readonly address: string;
  readonly user: string;
  /** Empty: the stored one, if the server is still the same. */
  readonly password: string;
  /** The authority that was accepted, as PEM; null: those of the operating system. */
  readonly ca: string | null;
  /** The servers of the data pool as stored: they stay if the address is still that of the first one. */
  readonly urls: readonly string[];
}

/** The settings of a data pool that is connected so. Whoever names no user keeps how the data pool signs in. */
export function accessSettings({ user, password, ca, urls }: Access, { url, mode }: Candidate): SettingsRecord {
  return {
    urls: url === urls[0] ? urls : [url],
    tls: { mode, ca },
    bindDn: user,
    ...(user !== '' && { authentication: 'simple' }),
    ...(password !== '' && { bindPassword: password }),
  };
}
