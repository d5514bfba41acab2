import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { attributesOf, describeSource } from '../../../src/mapping/sources/sources.js';
import { valueOf } from './a-row.js';
import { anyDn, anyRow, anyValues } from './any-values.js';

it('any row makes the same of the same entry, and never throws', () => {
  fc.assert(
    fc.property(anyRow, anyValues, anyDn, (each, entry, name) => {
      const result = valueOf(each, entry, name);
      expect(valueOf(each, entry, name)).toEqual(result);
      expect(describeSource(each)).toEqual(expect.any(String));
    }),
    { numRuns: 2_000 },
  );
});

it('any row reads no attribute but those that it names', () => {
  fc.assert(
    fc.property(anyRow, anyValues, anyDn, (each, entry, name) => {
      const read = new Set(attributesOf(each));
      const others = Object.fromEntries(Object.entries(entry).filter(([key]) => read.has(key)));
      expect(valueOf(each, others, name)).toEqual(valueOf(each, entry, name));
    }),
    { numRuns: 1_000 },
  );
});
