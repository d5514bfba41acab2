import { describe, expect, it } from 'vitest';

import { mixedEndianGuid, nsUniqueIdText, uuidText } from '../../../src/directory/stable-id.js';

describe('a stable id', () => {
  it('of Active Directory is written with its first three groups turned round', () => {
    // MS-DTYP 2.3.4: the bytes 78 56 34 12 34 12 78 56 12 34 ... are 12345678-1234-5678-1234-...
    const bytes = Buffer.from('78563412341278561234567812345678', 'hex');
    expect(mixedEndianGuid(bytes)).toBe('12345678-1234-5678-1234-567812345678');
    expect(mixedEndianGuid(bytes.subarray(1))).toBeUndefined();
  });

  it('that is text is the same in any case', () => {
    expect(uuidText(Buffer.from('17BCB430-7C8E-1041-9900-B9A280B597D6'))).toBe('17bcb430-7c8e-1041-9900-b9a280b597d6');
    expect(nsUniqueIdText(Buffer.from('66446001-1DD211B2-66225011-2EE211DB'))).toBe(
      '66446001-1dd211b2-66225011-2ee211db',
    );
  });

  it.each([
    '',
    'autogenerate',
    '17bcb430',
    '17bcb430-7c8e-1041-9900-b9a280b597d6 x',
    '17bcb430-7c8e-1041-9900-b9a280b597d\0',
  ])('"%s" is none', (text) => {
    expect(uuidText(Buffer.from(text))).toBeUndefined();
    expect(nsUniqueIdText(Buffer.from(text))).toBeUndefined();
  });
});
