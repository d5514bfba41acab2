/** Encrypts secrets at rest. The default implementation uses AES-256-GCM with the option `secretKey`. */
export abstract class SecretBox {
  /**
   * Encrypts. The result is safe to store.
   *
   * @param place where the secret is stored: setting key and field. An implementation may bind the secret to it.
   */
  abstract seal(plain: string, place?: string): string;
  /**
   * Decrypts. Throws `SECRET_UNREADABLE` if the text was modified, encrypted with another key or, if the implementation
   * binds secrets to their place, stored in another one.
   */
  abstract open(sealed: string, place?: string): string;
}
