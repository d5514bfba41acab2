/** Keeps secrets at rest. The add-on brings one: AES-256-GCM under the option `secretKey`. */
export abstract class SecretBox {
  /** Returns text that is safe to store. */
  abstract seal(plain: string): string;
  /** Throws `SECRET_UNREADABLE` when the text was altered or sealed under another key. */
  abstract open(sealed: string): string;
}
