import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits need no slow hash. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}
