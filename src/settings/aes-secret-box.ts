import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto';

import { SecretBox } from '../contract/secret-box.js';
import type { SyncError } from '../contract/sync-error.js';
import { optionInvalid } from '../contract/option-errors.js';
import { secretUnreadable } from './settings-errors.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const MIN_TEXT_LENGTH = 32;
const SALT = 'ldap-addon-batch-sync secret v1';

/** `v2:<key id>:<base64url of nonce, tag and cipher text>`. `v1:` (until 0.2.0) has no key id and is bound to no place. */
const SEALED = /^(?:v1|v2:([\w-]{8})):([\w-]*)$/;

/** Encrypts secrets with AES-256-GCM. Key id and place are authenticated, so that text cannot be moved to another place. */
export class AesSecretBox extends SecretBox {
  /** Tells keys apart. It reveals nothing about the key. */
  readonly keyId: string;
  private readonly key: Buffer;

  /** @param secretKey 32 bytes, or text of at least 32 characters from which a key is derived (scrypt). */
  constructor(secretKey: string | Uint8Array) {
    super();
    this.key = typeof secretKey === 'string' ? deriveKey(secretKey) : assertKeyLength(secretKey);
    this.keyId = createHmac('sha256', this.key).update('key id').digest('base64url').slice(0, 8);
  }

  seal(plain: string, place = ''): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(this.context(place));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `v2:${this.keyId}:${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  open(sealed: string, place = ''): string {
    const [, keyId, encoded = ''] = SEALED.exec(sealed) ?? [];
    const bytes = Buffer.from(encoded, 'base64url');
    const isOtherKey = keyId !== undefined && keyId !== this.keyId;
    if (isOtherKey || bytes.length < NONCE_BYTES + TAG_BYTES) throw secretUnreadable();

    const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    const context = keyId === undefined ? Buffer.from(SALT) : this.context(place);
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES)).setAAD(context);
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw secretUnreadable(cause);
    }
  }

  /** Whether the text was encrypted with this key in the current format. */
  isCurrent(sealed: string): boolean {
    return SEALED.exec(sealed)?.[1] === this.keyId;
  }

  private context(place: string): Buffer {
    return Buffer.from(JSON.stringify(['ldap-addon-batch-sync secret v2', this.keyId, place]));
  }
}

function deriveKey(text: string): Buffer {
  if (text.length < MIN_TEXT_LENGTH) throw keyInvalid(`text must have at least ${MIN_TEXT_LENGTH} characters`);
  return scryptSync(text, SALT, KEY_BYTES);
}

function assertKeyLength(key: Uint8Array): Buffer {
  if (key.length !== KEY_BYTES) throw keyInvalid(`it has ${key.length} bytes instead of ${KEY_BYTES}`);
  return Buffer.from(key);
}

function keyInvalid(reason: string): SyncError {
  return optionInvalid('secretKey', reason);
}
