import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { Entry } from '../../../src/mapping/directory-user.js';
import { prepareMapping } from '../../../src/mapping/map-entry.js';
import type { MappingRule } from '../../../src/mapping/mapping-rule.js';
import type { FieldLimits } from '../../../src/contract/users-table.js';

const RULES: readonly MappingRule[] = [
  { attribute: 'uid', field: 'userName', required: true },
  { attribute: 'givenName', field: 'firstName', required: false },
  { attribute: 'mail', field: 'email', required: false },
  { attribute: 'costCenter', field: 'attributes.costCenter', required: false },
];

const LIMITS: FieldLimits = {
  fields: new Set(USER_FIELDS),
  maxLength: { userName: 10, firstName: 4 },
  notNull: new Set(),
  attributes: true,
};

const entry = (attributes: Entry['attributes'], more: Partial<Entry> = {}): Entry => ({
  dn: 'uid=ada,dc=x',
  stableId: 'id-1',
  attributes,
  ...more,
});

const problemOf = (attributes: Entry['attributes'], limits = LIMITS) => {
  const mapped = prepareMapping(RULES, limits)(entry({ uid: ['ada'], ...attributes }));
  return mapped.ok ? mapped.user.skipped?.[0] : mapped.problem;
};

describe('an entry', () => {
  it('becomes a directory user', () => {
    const attributes = { uid: ['ada'], givenname: ['Åsa'], mail: ['ada@example.org'], costcenter: ['4711'] };
    expect(prepareMapping(RULES, LIMITS)(entry(attributes))).toEqual({
      ok: true,
      user: {
        stableId: 'id-1',
        dn: 'uid=ada,dc=x',
        fields: { userName: 'ada', firstName: 'Åsa', email: 'ada@example.org' },
        attributes: { costCenter: '4711' },
      },
    });
  });

  it('clears a field whose attribute has no value or only blank ones', () => {
    expect(prepareMapping(RULES, LIMITS)(entry({ uid: ['ada'], givenname: ['  '], mail: [] }))).toMatchObject({
      user: { fields: { firstName: null, email: null }, attributes: {} },
    });
  });

  it('contributes the first value that is not blank, trimmed', () => {
    expect(prepareMapping(RULES, LIMITS)(entry({ uid: [' ', ' ada ', 'lovelace'] }))).toMatchObject({
      user: { fields: { userName: 'ada' } },
    });
  });

  it('without a required value is rejected with attribute and field', () => {
    expect(problemOf({ uid: [] })).toEqual({
      dn: 'uid=ada,dc=x',
      stableId: 'id-1',
      code: 'VALUE_MISSING',
      params: { attribute: 'uid', field: 'userName' },
      value: null,
    });
  });

  it.each([
    [{ mail: ['ada@@example.org'] }, 'VALUE_INVALID', 'ada@@example.org'],
    [{ givenname: ['Augusta'] }, 'VALUE_TOO_LONG', 'Augusta'],
    [{ givenname: [Uint8Array.from([0x41, 0xff])] }, 'VALUE_UNREADABLE', String.raw`A\xff`],
  ])('has a problem with the value that is to blame: %j', (attributes, code, value) => {
    expect(problemOf(attributes)).toMatchObject({ code, value });
  });

  it('has a problem without the value of a password', () => {
    const rules = [RULES[0], { attribute: 'userPassword', field: 'firstName', required: false }] as MappingRule[];
    const mapped = prepareMapping(rules, LIMITS)(entry({ uid: ['ada'], userpassword: ['{SSHA}secret'] }));
    expect(mapped).toMatchObject({ user: { skipped: [{ code: 'VALUE_TOO_LONG', value: null }] } });
  });

  it('is rejected without a value for a column that is not nullable', () => {
    expect(problemOf({}, { ...LIMITS, notNull: new Set(['email']) })).toMatchObject({
      code: 'VALUE_MISSING',
      params: { attribute: 'mail', field: 'email' },
    });
  });

  it.each([
    ['a NUL', ['a\0b']],
    ['a lone surrogate', ['\uD800']],
    ['bytes that are not UTF-8', [Uint8Array.of(0xff, 0xfe)]],
  ])('with %s has a problem that names the attribute', (_, givenname) => {
    expect(problemOf({ givenname })).toMatchObject({ code: 'VALUE_UNREADABLE', params: { attribute: 'givenName' } });
  });

  it('may have values as long as the column, counted in characters like PostgreSQL', () => {
    expect(problemOf({ givenname: ['😀😀😀😀'] })).toBeUndefined();
    expect(problemOf({ givenname: ['😀😀😀😀😀'] })).toMatchObject({
      code: 'VALUE_TOO_LONG',
      params: { attribute: 'givenName', field: 'firstName', length: 5, limit: 4 },
    });
  });

  it.each(['ada@example.org', 'o’neill+x@müller.example', 'root@localhost', "o'neill@example.org", 'ädä@例え.jp'])(
    'may have the e-mail address %s',
    (address) => {
      expect(problemOf({ mail: [address] })).toBeUndefined();
    },
  );

  it.each([
    'ada',
    'ada@',
    '@example.org',
    'a b@example.org',
    'ada@@example.org',
    'Ada <ada@example.org>',
    'a@b..c',
    'a@b,c@d',
  ])('must not have the e-mail address %s', (address) => {
    expect(problemOf({ mail: [address] })).toMatchObject({ code: 'VALUE_INVALID', params: { attribute: 'mail' } });
  });

  it.each([
    ['a line feed', 'a\nb', 'U+000A'],
    ['a tab', 'a\tb', 'U+0009'],
    ['a line separator', 'a\u2028b', 'U+2028'],
    ['a zero-width space', 'a\u200Bb', 'U+200B'],
    ['a byte order mark', 'a\uFEFFb', 'U+FEFF'],
    ['a soft hyphen', 'a\u00ADb', 'U+00AD'],
    ['an override of the direction', 'a\u202Eb', 'U+202E'],
    ['an isolate of the direction', 'a\u2067b', 'U+2067'],
    ['a Hangul filler', 'a\u3164b', 'U+3164'],
    ['a tag', 'a\u{E0061}b', 'U+E0061'],
  ])('must not have %s in what identifies the user, but may in other fields', (_, value, character) => {
    expect(problemOf({ uid: [value] })).toMatchObject({
      code: 'VALUE_INVALID',
      params: { attribute: 'uid', field: 'userName', character },
    });
    expect(problemOf({ mail: [`${value}@example.org`] })).toMatchObject({
      code: 'VALUE_INVALID',
      params: { character },
    });
    expect(problemOf({ givenname: [value], costcenter: [value] })).toBeUndefined();
  });

  it.each(['José', 'Jose\u0301', '山田太郎', 'محمد', 'ada lovelace', 'ada@EXAMPLE.ORG', 'x_y-z.1'])(
    'may have the user name %s',
    (name) => {
      expect(problemOf({ uid: [name] }, { ...LIMITS, maxLength: {} })).toBeUndefined();
    },
  );

  it('that is accepted shows every character of what identifies the user', () => {
    const characters = ['a', 'é', ' ', '\r', '\u0085', '\u200B', '\u202E', '\uFEFF', '\u{E0061}', '\u{1F600}'];
    const name = fc.array(fc.constantFrom(...characters)).map((parts) => parts.join(''));
    const map = prepareMapping([RULES[0]!, { attribute: 'upn', field: 'principalName', required: false }], {
      ...LIMITS,
      maxLength: {},
    });
    fc.assert(
      fc.property(name, name, (uid, upn) => {
        const mapped = map(entry({ uid: [uid], upn: [upn] }));
        const text = mapped.ok ? `${mapped.user.fields.userName}${mapped.user.fields.principalName ?? ''}` : '';
        expect(text).not.toMatch(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Co}\p{Cn}]/u);
      }),
    );
  });

  it.each([...Object.getOwnPropertyNames(Object.prototype), 'toJSON', 'then'])(
    'has an attribute %s only if it is mapped and has a value',
    (name) => {
      const rules: MappingRule[] = [{ attribute: 'x', field: `attributes.${name}`, required: false }];
      const attributesOf = (values: string[]) => {
        const mapped = prepareMapping(rules, LIMITS)(entry({ x: values }));
        return mapped.ok && Object.entries(mapped.user.attributes);
      };
      expect(attributesOf([])).toEqual([]);
      expect(attributesOf(['1'])).toEqual([[name, '1']]);
    },
  );

  it('without a stable id is rejected', () => {
    expect(prepareMapping(RULES, LIMITS)(entry({}, { stableId: undefined }))).toMatchObject({
      problem: { code: 'STABLE_ID_MISSING', stableId: null },
    });
  });

  it('with a DN that cannot be stored is rejected with a storable DN', () => {
    expect(prepareMapping(RULES, LIMITS)(entry({ uid: ['ada'] }, { dn: 'uid=a\0\uD800' }))).toMatchObject({
      problem: { code: 'VALUE_UNREADABLE', dn: 'uid=a\uFFFD\uFFFD', params: { attribute: 'dn' } },
    });
  });

  it('is mapped with case-insensitive attribute names', () => {
    const rules: MappingRule[] = [{ attribute: 'UID', field: 'userName', required: true }];
    expect(prepareMapping(rules, LIMITS)(entry({ uid: ['ada'] }))).toMatchObject({ ok: true });
  });

  it('has no value for an attribute named like an inherited property', () => {
    const rules: MappingRule[] = [{ attribute: 'constructor', field: 'comment', required: false }];
    expect(prepareMapping(rules, LIMITS)(entry({}))).toMatchObject({ user: { fields: { comment: null } } });
  });

  it('is mapped without the fields that the host does not have', () => {
    const limits = { ...LIMITS, fields: new Set(['userName'] as const), attributes: false };
    const attributes = { uid: ['ada'], givenname: ['\0'], costcenter: ['4711'] };
    expect(prepareMapping(RULES, limits)(entry(attributes))).toMatchObject({
      user: { fields: { userName: 'ada' }, attributes: {} },
    });
  });

  it('never makes the mapping throw, and the result is storable', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array());
    const attributes = fc.dictionary(
      fc.constantFrom('uid', 'givenname', 'mail', 'costcenter'),
      fc.array(value, { maxLength: 3 }),
    );
    const map = prepareMapping(RULES, LIMITS);
    fc.assert(
      fc.property(
        attributes,
        fc.string({ unit: 'binary' }),
        fc.option(fc.string(), { nil: undefined }),
        (values, dn, stableId) => {
          const text = JSON.stringify(map({ dn, stableId, attributes: values }));
          // A value to blame shows what is invisible as text: its backslash is escaped.
          expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\(u0000|ud[89ab]..)/i);
        },
      ),
    );
  });
});
