import { describe, expect, it } from 'vitest';

import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { FieldLimits } from '../../../src/contract/users-table.js';
import type { Entry } from '../../../src/mapping/directory-user.js';
import { prepareMapping } from '../../../src/mapping/map-entry.js';
import { mapRows } from '../../../src/mapping/map-rows.js';
import type { MappingRule } from '../../../src/mapping/mapping-rule.js';

const LIMITS: FieldLimits = {
  fields: new Set(USER_FIELDS),
  maxLength: { title: 4 },
  notNull: new Set(),
  attributes: true,
};
const RULES: readonly MappingRule[] = [
  { attribute: 'uid', field: 'userName', required: true },
  { attribute: 'mail', field: 'email', required: false },
  { attribute: 'title', field: 'title', required: false },
  { attribute: 'photo', field: 'attributes.photo', required: false },
];
const BYTES = Uint8Array.of(0xff, 0xd8);

const entry = (attributes: Entry['attributes']): Entry => ({
  dn: 'uid=ada,dc=x',
  stableId: 'id-1',
  attributes: { uid: ['ada'], ...attributes },
});
const map = (attributes: Entry['attributes'], limits = LIMITS) => prepareMapping(RULES, limits)(entry(attributes));

describe('a field that requires no value', () => {
  it('is left if its value is not valid, and the rest is mapped', () => {
    expect(map({ mail: ['ada@@x'], title: ['Dr.'], photo: [BYTES] })).toEqual({
      ok: true,
      user: {
        stableId: 'id-1',
        dn: 'uid=ada,dc=x',
        fields: { userName: 'ada', title: 'Dr.' },
        attributes: {},
        kept: ['email', 'attributes.photo'],
        skipped: [
          { code: 'VALUE_INVALID', params: { attribute: 'mail', field: 'email' }, value: 'ada@@x' },
          {
            code: 'VALUE_UNREADABLE',
            params: { attribute: 'photo', field: 'attributes.photo' },
            value: String.raw`\xff\xd8`,
          },
        ],
      },
    });
  });

  it('takes the next value that is valid, without a problem', () => {
    const mapped = map({ mail: ['bad', 'good@x.test', 'other@x.test'], title: ['Professor', ' ', 'Dr.'] });
    expect(mapped).toMatchObject({ ok: true, user: { fields: { email: 'good@x.test', title: 'Dr.' } } });
    expect(mapped.ok && mapped.user.skipped).toBeUndefined();
  });

  it('says what is wrong with the first value if none is valid', () => {
    const skipped = [{ code: 'VALUE_INVALID', value: 'bad' }];
    expect(map({ mail: ['bad', 'worse@'] })).toMatchObject({ user: { kept: ['email'], skipped } });
  });

  it('is cleared if there is no value', () => {
    expect(map({ mail: [] })).toMatchObject({ user: { fields: { email: null } } });
  });
});

describe('a field that requires a value', () => {
  it.each([
    ['by the row', RULES.map((rule) => ({ ...rule, required: true })), LIMITS],
    ['by the column', RULES, { ...LIMITS, notNull: new Set(['email'] as const) }],
  ])('%s rejects the entry if its first value is not valid', (_, rules, limits) => {
    const mapped = prepareMapping(rules, limits)(entry({ title: ['Dr.'], mail: ['bad', 'good@x.test'] }));
    expect(mapped).toMatchObject({ ok: false, problem: { code: 'VALUE_INVALID', value: 'bad' } });
  });
});

it('each row says whether its problem is about the field alone', () => {
  const [userName, email, title] = mapRows(RULES, LIMITS, entry({ uid: ['a\nb'], mail: ['bad'], title: ['Dr.'] }));
  expect(userName).toMatchObject({ problem: { code: 'VALUE_INVALID', isPartial: false } });
  expect(email).toMatchObject({ value: null, problem: { code: 'VALUE_INVALID', value: 'bad', isPartial: true } });
  expect(title).toMatchObject({ value: 'Dr.', problem: null });
});
