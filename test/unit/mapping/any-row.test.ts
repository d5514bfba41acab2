import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { MappingRule } from '../../../src/mapping/mapping-rule.js';
import { plainValue, prepareRow, valueOfRow } from '../../../src/mapping/prepared-row.js';
import { attributesOf, describeSource } from '../../../src/mapping/sources/sources.js';
import { aRow, valueOf } from './a-row.js';
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

it('a plain row makes the same the quick way', () => {
  const limits = {
    fields: new Set(USER_FIELDS),
    maxLength: { comment: 3 },
    notNull: new Set<never>(),
    attributes: true,
  };
  const field = fc.constantFrom<MappingRule['field']>('comment', 'email', 'userName', 'attributes.x');
  const values = fc.array(fc.oneof(fc.constantFrom('a@x.test', 'ab', 'a b', 'Åsa', 'a\u00adb', ' a'), fc.string()), {
    maxLength: 2,
  });
  fc.assert(
    fc.property(field, values, fc.boolean(), (target, cn, required) => {
      const row = prepareRow(aRow({ attribute: 'cn', field: target, required }), limits);
      const entry = { dn: 'dc=x', stableId: 'id-1', attributes: { cn } };
      const quick = row && plainValue(row, entry);
      expect(row && (quick === undefined || valueOfRow(row, entry))).toEqual(quick === undefined || { text: quick });
    }),
    { numRuns: 2_000 },
  );
  const row = prepareRow(aRow({ attribute: 'cn' }), limits);
  expect(row && plainValue(row, { dn: '', stableId: '', attributes: { cn: ['Åsa'] } })).toBe('Åsa');
});
