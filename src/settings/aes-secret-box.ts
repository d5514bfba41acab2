import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

import { SecretBox } from '../contract/secret-box.js';
import { SyncError } from '../contract/sync-error.js';

const CIPHER = 'aes-256-gcm';
const PREFIX = 'v1:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const MIN_TEXT = 32;
/** Ties a sealed text to its purpose: text that something else sealed under the same key does not open here. */
const PURPOSE = Buffer.from('ldap-addon-batch-sync secret v1');

/** Keeps secrets at rest with AES-256-GCM: `v1:` and base64url of nonce, tag and cipher text. */
export class AesSecretBox extends SecretBox {
  private readonly key: Buffer;

  /** @param secretKey 32 bytes, or text of at least 32 characters that a key is derived from (scrypt). */
  constructor(secretKey: string | Uint8Array) {
    super();
    this.key = typeof secretKey === 'string' ? derive(secretKey) : checked(secretKey);
  }

  seal(plain: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(PURPOSE);
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  open(sealed: string): string {
    const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
    if (!sealed.startsWith(PREFIX) || bytes.length < NONCE_BYTES + TAG_BYTES) throw new SyncError('SECRET_UNREADABLE');

    const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES)).setAAD(PURPOSE);
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SyncError('SECRET_UNREADABLE', { cause });
    }
  }
}

function derive(text: string): Buffer {
  if (text.length < MIN_TEXT) throw keyRefused(`text of at least ${MIN_TEXT} characters is needed`);
  return scryptSync(text, PURPOSE, KEY_BYTES);
}

function checked(key: Uint8Array): Buffer {
  if (key.length !== KEY_BYTES) throw keyRefused(`it has ${key.length} bytes, ${KEY_BYTES} are needed`);
  return Buffer.from(key);
}

function keyRefused(reason: string): SyncError {
  return new SyncError('OPTIONS_INVALID', { params: { option: 'secretKey', reason } });
}
