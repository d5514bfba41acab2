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
  /** The servers that are tried after this one. */
  readonly further: readonly string[];
}

/** What is stored of a data pool. */
export interface StoredAccess extends Access {
  /** Whether its administrator decided to connect without encryption. */
  readonly isUnencrypted: boolean;
}

/** The settings of a data pool that is connected so. Whoever names no user keeps how the data pool signs in. */
export function accessSettings({ user, password, ca, further }: Access, { url, mode }: Candidate): SettingsRecord {
  return {
    urls: [url, ...further.filter((each) => each !== url)],
    tls: { mode, ca },
    bindDn: user,
    ...(user !== '' && { authentication: 'simple' }),
    ...(password !== '' && { bindPassword: password }),
  };
}
