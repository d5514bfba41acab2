import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { dialectOf } from '../../../src/directory/dialects/dialects.js';
import { mixedEndianGuid, nsUniqueIdText, uuidText } from '../../../src/directory/dialects/stable-id.js';
import { questionFilter } from '../../../src/directory/lookup/question-filter.js';

describe('a stable id', () => {
  it('of Active Directory is written with its first three groups in reverse byte order', () => {
    // MS-DTYP 2.3.4: the bytes 78 56 34 12 34 12 78 56 12 34 ... are 12345678-1234-5678-1234-...
    const bytes = Buffer.from('78563412341278561234567812345678', 'hex');
    expect(mixedEndianGuid(bytes)).toBe('12345678-1234-5678-1234-567812345678');
    expect(mixedEndianGuid(bytes.subarray(1))).toBeUndefined();
  });

  it('that is text is converted to lower case', () => {
    expect(uuidText('17BCB430-7C8E-1041-9900-B9A280B597D6')).toBe('17bcb430-7c8e-1041-9900-b9a280b597d6');
    expect(nsUniqueIdText('66446001-1DD211B2-66225011-2EE211DB')).toBe('66446001-1dd211b2-66225011-2ee211db');
  });

  it.each([
    '',
    'autogenerate',
    '17bcb430',
    '17bcb430-7c8e-1041-9900-b9a280b597d6 x',
    '17bcb430-7c8e-1041-9900-b9a280b597d\0',
  ])('"%s" is invalid', (text) => {
    expect(uuidText(text)).toBeUndefined();
    expect(nsUniqueIdText(text)).toBeUndefined();
  });

  it('of bytes that are valid UTF-8 is read as bytes', () => {
    expect(mixedEndianGuid('ABCDEFGHIJKLMNOP')).toBe('44434241-4645-4847-494a-4b4c4d4e4f50');
    expect(mixedEndianGuid('\uFEFFéé\0IJKLMNOP')).toBe('c3bfbbef-c3a9-00a9-494a-4b4c4d4e4f50');
  });

  it('that must be text is invalid when it is bytes', () => {
    expect(uuidText(Uint8Array.of(0xff))).toBeUndefined();
  });
});

it('every objectGUID is found again by its text', () => {
  const dialect = dialectOf(new Map(), 'activeDirectory');
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const value = mixedEndianGuid(bytes) ?? '';
      expect(value).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      const filter = questionFilter({ value, attributes: [], orStableId: true }, dialect);
      expect(filter).toEqual({
        kind: 'or',
        filters: [{ kind: 'equal', attribute: 'objectGUID', value: Buffer.from(bytes) }],
      });
    }),
  );
});
