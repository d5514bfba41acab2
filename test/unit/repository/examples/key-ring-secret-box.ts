import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { SecretBox, SyncError } from '../../../../src/index.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with the newest key and decrypts with any: keys can be replaced while old secrets remain readable. */
export class KeyRingSecretBox extends SecretBox {
  /** @param keys 32 bytes each, the newest first. */
  constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {
    super();
  }

  seal(plain: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0], iv);
    const encrypted = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64');
  }

  open(sealed: string): string {
    for (const key of this.keys) {
      const plain = decrypt(Buffer.from(sealed, 'base64'), key);
      if (plain !== undefined) return plain;
    }
    throw new SyncError('SECRET_UNREADABLE');
  }
}

function decrypt(bytes: Buffer, key: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
