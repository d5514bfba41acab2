import fc from 'fast-check';
import { expect, it } from 'vitest';
import { problemLine, userLine } from '../../../src/persistence/reads/copy-lines.js';

const columns = [
  { target: 'userName', name: 't0' },
  { target: 'attributes.badge', name: 't1' },
] as const;

/** Parses a line as PostgreSQL parses the text format of COPY. */
function fieldsOf(line: string): (string | null)[] {
  expect(line.endsWith('\n')).toBe(true);
  const letters: Record<string, string> = { t: '\t', n: '\n', r: '\r' };
  return line
    .slice(0, -1)
    .split('\t')
    .map((field) =>
      field === '\\N' ? null : field.replaceAll(/\\(.)/gs, (_, letter: string) => letters[letter] ?? letter),
    );
}

it('preserves any text in a COPY line', () => {
  const characters = ['\\', '\\N', '\\.', '\t', '\n', '\r', 'n', 't', '.', 'ä', '\u2028', '😀', '\u0001', '"', "'"];
  const text = fc.array(fc.constantFrom(...characters)).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, fc.option(text, { nil: null }), text, (dn, stableId, userName, badge) => {
      const line = userLine(7, { dn, stableId, fields: { userName }, attributes: { badge } }, columns);
      expect(line.slice(0, -1)).not.toContain('\n');
      expect(fieldsOf(line)).toEqual(['7', dn, stableId, null, null, null, null, null, null, userName, badge]);
    }),
  );
});

it('writes null for a field without a value', () => {
  const line = userLine(1, { dn: 'cn=a', stableId: 's', fields: {}, attributes: {} }, columns);
  expect(fieldsOf(line)).toEqual(['1', 'cn=a', 's', null, null, null, null, null, null, null, null]);
});

it('writes the numbers of kept columns, and why they have no valid value', () => {
  const skipped = [{ code: 'VALUE_INVALID', params: { field: 'userName' }, value: 'a\tb\0' }] as const;
  const user = { dn: 'cn=a', stableId: 's', fields: {}, attributes: {}, kept: ['attributes.badge'], skipped } as const;
  const [, , , , , , kept, json] = fieldsOf(userLine(1, user, columns));
  expect(kept).toBe('{1}');
  expect(JSON.parse(json ?? '')).toEqual([{ ...skipped[0], value: 'a\tb\uFFFD' }]);
});

it('writes the values to choose from by the numbers of their columns', () => {
  const choices = { 'attributes.badge': ['a\tb', '😀'], email: ['not staged'] } as const;
  const user = { dn: 'cn=a', stableId: 's', fields: {}, attributes: { badge: 'a\tb' }, choices };
  const [, , , , , , , , json] = fieldsOf(userLine(1, user, columns));
  expect(JSON.parse(json ?? '')).toEqual({ 1: ['a\tb', '😀'] });
});

it('writes a problem for a value that PostgreSQL cannot store', () => {
  const line = userLine(1, { dn: 'cn=a', stableId: 's', fields: { userName: 'a\0' }, attributes: {} }, columns);
  const params = JSON.stringify({ attribute: 'userName', field: 'userName' });
  expect(fieldsOf(line)).toEqual([
    '1',
    'cn=a',
    's',
    'VALUE_UNREADABLE',
    params,
    'a\\u0000',
    null,
    null,
    null,
    null,
    null,
  ]);
});

it('writes the parameters of a problem as JSON that PostgreSQL can store', () => {
  const params = { attribute: 'a\0\uD800\n', limit: 3 };
  const line = problemLine(2, { dn: 'cn=\0', stableId: null, code: 'VALUE_TOO_LONG', params }, 2);
  const [, dn, stableId, code, json] = fieldsOf(line);
  expect([dn, stableId, code]).toEqual(['cn=\uFFFD', null, 'VALUE_TOO_LONG']);
  expect(JSON.parse(json ?? '')).toEqual({ attribute: 'a\uFFFD\uFFFD\n', limit: 3 });
});

it.each(Object.getOwnPropertyNames(Object.prototype))(
  'has no value for an attribute %s that a user merely inherits',
  (name) => {
    const user = { dn: 'cn=x', stableId: 's', fields: {}, attributes: {} };
    const line = userLine(1, user, [{ target: `attributes.${name}`, name: 't0' }]);
    expect(fieldsOf(line)).toEqual(['1', 'cn=x', 's', null, null, null, null, null, null, null]);
  },
);
