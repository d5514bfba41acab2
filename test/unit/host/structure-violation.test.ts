import { describe, expect, it } from 'vitest';

import type { BodyLimits } from '../../../src/host/requests/body-limits.decorator.js';
import { structureViolation } from '../../../src/host/requests/structure-violation.js';

const LIMITS: BodyLimits = { bytes: 1_000, depth: 3, properties: 2, nameLength: 100, items: 3, textLength: 4 };

describe('the structure of a body', () => {
  it.each([[{}], [{ a: 'abcd', b: [1, 2, 3] }], [{ a: { b: { c: 1 } } }], ['text'], [null]])('may be %j', (body) => {
    expect(structureViolation(body, LIMITS)).toBeUndefined();
  });

  it.each([
    [{ a: { b: { c: {} } } }, { field: 'a.b.c', code: 'tooDeep', params: { limit: 3 } }],
    [{ a: [[[1]]] }, { field: 'a.0.0', code: 'tooDeep' }],
    [
      { a: 1, b: 2, c: 3 },
      { field: '', code: 'tooManyFields', params: { limit: 2 } },
    ],
    [{ a: [{ b: 1, c: 2, d: 3 }] }, { field: 'a.0', code: 'tooManyFields' }],
    [{ a: [1, 2, 3, 4] }, { field: 'a', code: 'listTooLong', params: { limit: 3 } }],
    [{ a: 'abcde' }, { field: 'a', code: 'tooLong', params: { limit: 4 } }],
  ])('must not be %j', (body, violation) => {
    expect(structureViolation(body, LIMITS)).toMatchObject(violation);
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))(
    'must not have a property %s, which objects inherit',
    (name) => {
      const body: unknown = JSON.parse(`{"a":{"${name}":1}}`);
      expect(structureViolation(body, LIMITS)).toMatchObject({
        field: 'a',
        code: 'unknownField',
        params: { fields: name },
      });
    },
  );

  it('must not have a property with a longer name, which is shortened in the answer', () => {
    const name = 'a'.repeat(101);
    const field = { field: 'b', code: 'unknownField', params: { fields: `${'a'.repeat(64)}…`, count: 1 } };
    expect(structureViolation({ b: { [name]: 1 } }, LIMITS)).toMatchObject(field);
  });

  it('may be nested deeper than the stack allows', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(structureViolation(deep, { ...LIMITS, depth: 200_000 })).toBeUndefined();
    expect(structureViolation(deep, LIMITS)).toMatchObject({ code: 'tooDeep' });
  });
});
