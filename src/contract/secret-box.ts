/** Encrypts secrets at rest. The default implementation uses AES-256-GCM with the option `secretKey`. */
export abstract class SecretBox {
  /** Encrypts. The result is safe to store. */
  abstract seal(plain: string): string;
  /** Decrypts. Throws `SECRET_UNREADABLE` if the text was modified or encrypted with another key. */
  abstract open(sealed: string): string;
}
