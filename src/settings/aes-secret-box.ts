import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

import { SecretBox } from '../contract/secret-box.js';
import type { SyncError } from '../contract/sync-error.js';
import { optionInvalid } from '../contract/option-errors.js';
import { secretUnreadable } from './settings-errors.js';

const CIPHER = 'aes-256-gcm';
const PREFIX = 'v1:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const MIN_TEXT_LENGTH = 32;
/** Binds the cipher text to its purpose: text that was encrypted elsewhere under the same key cannot be opened. */
const PURPOSE = Buffer.from('ldap-addon-batch-sync secret v1');

/** Encrypts secrets with AES-256-GCM. Format: `v1:` and base64url of nonce, tag and cipher text. */
export class AesSecretBox extends SecretBox {
  private readonly key: Buffer;

  /** @param secretKey 32 bytes, or text of at least 32 characters from which a key is derived (scrypt). */
  constructor(secretKey: string | Uint8Array) {
    super();
    this.key = typeof secretKey === 'string' ? deriveKey(secretKey) : assertKeyLength(secretKey);
  }

  seal(plain: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(PURPOSE);
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  open(sealed: string): string {
    const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
    if (!sealed.startsWith(PREFIX) || bytes.length < NONCE_BYTES + TAG_BYTES) throw secretUnreadable();

    const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES)).setAAD(PURPOSE);
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw secretUnreadable(cause);
    }
  }
}

function deriveKey(text: string): Buffer {
  if (text.length < MIN_TEXT_LENGTH) throw keyInvalid(`text must have at least ${MIN_TEXT_LENGTH} characters`);
  return scryptSync(text, PURPOSE, KEY_BYTES);
}

function assertKeyLength(key: Uint8Array): Buffer {
  if (key.length !== KEY_BYTES) throw keyInvalid(`it has ${key.length} bytes instead of ${KEY_BYTES}`);
  return Buffer.from(key);
}

function keyInvalid(reason: string): SyncError {
  return optionInvalid('secretKey', reason);
}
