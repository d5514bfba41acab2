import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';

/** Whether the data pool signs in as nobody: with neither a name nor a certificate. */
export function isAnonymous({ authentication, bindDn }: Pick<DataPoolSettings, 'authentication' | 'bindDn'>): boolean {
  return authentication === 'simple' && bindDn === '';
}
