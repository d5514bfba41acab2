/** The result of encrypting all secrets with another key. */
export interface RekeyReport {
  /** Values that were encrypted again. */
  readonly reencrypted: number;
  /** Values that the new key had encrypted already. */
  readonly unchanged: number;
}

/** The secrets in the stored settings, for a host that rotates the option `secretKey`. */
export abstract class SettingsSecrets {
  /**
   * Encrypts all secrets with the key `to`, in one transaction, those of earlier versions included. Repeating it changes nothing. Throws `SECRETS_UNREADABLE`
   * with the names of values that neither key decrypts, and `NOT_YET_AVAILABLE` if the `SettingsStore` of the host has no
   * `replaceAll`. No other process may use the settings meanwhile, or afterwards with the key `from`.
   */
  abstract rekey(from: string | Uint8Array, to: string | Uint8Array): Promise<RekeyReport>;
}
