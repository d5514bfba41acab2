import { describe, expect, it } from 'vitest';

import { AesSecretBox } from '../../../src/settings/aes-secret-box.js';

const box = new AesSecretBox('a key of at least thirty-two characters');

describe('a secret', () => {
  it.each(['', 'secret', 'Pässwörd €', 'x'.repeat(5_000)])('"%s" is decrypted unchanged', (plain) => {
    expect(box.open(box.seal(plain))).toBe(plain);
  });

  it('is encrypted differently each time and not visible in the result', () => {
    const [one, two] = [box.seal('secret'), box.seal('secret')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^v1:[\w-]+$/);
    expect(Buffer.from(one.slice(3), 'base64url').toString('latin1')).not.toContain('secret');
  });

  it('that was modified anywhere is not decrypted', () => {
    const sealed = Buffer.from(box.seal('secret').slice(3), 'base64url');
    for (const [index, byte] of sealed.entries()) {
      const altered = Buffer.from(sealed);
      altered[index] = byte ^ 1;
      expect(() => box.open(`v1:${altered.toString('base64url')}`)).toThrow('The stored password cannot be decrypted');
    }
  });

  it.each(['', 'secret', 'v1:', 'v1:AAAA', 'v2:AAAA', 'v1:****'])(
    '"%s", which was not encrypted, is refused',
    (text) => {
      expect(() => box.open(text)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }) as Error);
    },
  );

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
