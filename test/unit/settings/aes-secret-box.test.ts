import { describe, expect, it } from 'vitest';

import { AesSecretBox } from '../../../src/settings/aes-secret-box.js';

/** Encrypted by 0.2.0 with the key of `box`. */
const SEALED_BY_0_2_0 = 'v1:1C0KvKU-OdeU713PQRusDkjM8zj7H_GYv7nmu3iIBk5S4M8A8SV1Q7yK5w';
const box = new AesSecretBox('a key of at least thirty-two characters');

describe('a secret', () => {
  it.each(['', 'secret', 'Pässwörd €', 'x'.repeat(5_000)])('"%s" is decrypted unchanged', (plain) => {
    expect(box.open(box.seal(plain))).toBe(plain);
  });

  it('is encrypted differently each time and not visible in the result', () => {
    const [one, two] = [box.seal('secret'), box.seal('secret')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^v2:[\w-]{8}:[\w-]+$/);
    expect(Buffer.from(one.split(':')[2] ?? '', 'base64url').toString('latin1')).not.toContain('secret');
  });

  it('that was modified anywhere is not decrypted', () => {
    const [version, keyId, encoded = ''] = box.seal('secret').split(':');
    const sealed = Buffer.from(encoded, 'base64url');
    for (const [index, byte] of sealed.entries()) {
      const altered = Buffer.from(sealed);
      altered[index] = byte ^ 1;
      expect(() => box.open(`${version}:${keyId}:${altered.toString('base64url')}`)).toThrow(
        'The stored password cannot be decrypted',
      );
    }
  });

  it.each(['', 'secret', 'v1:', 'v1:AAAA', 'v2:AAAA', 'v1:****'])(
    '"%s", which was not encrypted, is refused',
    (text) => {
      expect(() => box.open(text)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }) as Error);
    },
  );

  it('is decrypted only in the place it was encrypted for', () => {
    const sealed = box.seal('secret', 'job one/password');
    expect(box.open(sealed, 'job one/password')).toBe('secret');
    for (const place of ['job two/password', 'job one/other', undefined])
      expect(() => box.open(sealed, place)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }) as Error);
  });

  it('names its key, which is authenticated', () => {
    const [version, keyId, encoded] = box.seal('secret').split(':');
    expect(keyId).toBe(box.keyId);
    const other = new AesSecretBox('another key of at least thirty-two characters');
    expect(other.keyId).not.toBe(box.keyId);
    const renamed = `${version}:${other.keyId}:${encoded}`;
    for (const each of [box, other]) expect(() => each.open(renamed)).toThrow('cannot be decrypted');
  });

  it('of 0.1.0 and 0.2.0 is still decrypted', () => {
    expect(box.open(SEALED_BY_0_2_0, 'job one/password')).toBe('secret of 0.2.0');
    expect(box.isCurrent(SEALED_BY_0_2_0)).toBe(false);
    expect(box.isCurrent(box.seal('x'))).toBe(true);
  });

  it('is decrypted only with its own key: 32 bytes, or text', () => {
    const bytes = new Uint8Array(32).fill(7);
    const sealed = new AesSecretBox(bytes).seal('secret');
    expect(new AesSecretBox(Uint8Array.from(bytes)).open(sealed)).toBe('secret');
    expect(() => box.open(sealed)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }) as Error);
  });

  it.each(['too short', new Uint8Array(16), new Uint8Array(33)])(
    'requires a key of the right length, not %j',
    (key) => {
      expect(() => new AesSecretBox(key)).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID' }) as Error);
    },
  );
});
