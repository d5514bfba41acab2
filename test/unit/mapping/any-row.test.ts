import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { MappingRule } from '../../../src/mapping/mapping-rule.js';
import { prepareRow, valueOfRow } from '../../../src/mapping/prepared-row.js';
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

it('any row makes the same the quick way as it does where someone looks on', () => {
  const lookOn = { values: () => undefined, tried: () => undefined };
  const limits = {
    fields: new Set(USER_FIELDS),
    maxLength: { comment: 3 },
    notNull: new Set<never>(),
    attributes: true,
  };
  const field = fc.constantFrom<MappingRule['field']>('comment', 'email', 'userName', 'attributes.x');
  fc.assert(
    fc.property(anyRow, field, anyValues, anyDn, (each, target, attributes, dn) => {
      const row = prepareRow({ ...each, field: target }, limits);
      const entry = { dn, stableId: 'id-1', attributes };
      expect(row && valueOfRow(row, entry)).toEqual(row && valueOfRow(row, entry, lookOn));
    }),
    { numRuns: 5_000 },
  );
});
