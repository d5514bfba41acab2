import { describe, expect, it } from 'vitest';

import { changeableFields, changedValues, valuesOf } from '../../../src/host/web/operator/users/changeable-fields.js';
import type { UserDetails } from '../../../src/host/web/shared/api/users.js';

const ada = { userName: 'ada', email: null, state: 'active', source: 'LDAP', attributes: { badge: 'Q1' } };
const user = ada as unknown as UserDetails;

describe('the fields that a person can change', () => {
  it('are all but the source, and the attributes that the user has', () => {
    const fields = changeableFields(user);
    expect(fields).toEqual(expect.arrayContaining(['userName', 'email', 'comment', 'attributes.badge']));
    expect(fields).not.toContain('source');
    expect(valuesOf(user)).toMatchObject({ userName: 'ada', email: '', state: 'active', 'attributes.badge': 'Q1' });
  });

  it('are sent only if they differ, with the values that were shown', () => {
    const shown = valuesOf(user);
    expect(changedValues(shown, shown)).toEqual({ fields: {}, expected: {} });
    const values = { ...shown, email: 'ada@new.example', 'attributes.badge': '', state: 'inactive' };
    expect(changedValues(shown, values)).toEqual({
      fields: { email: 'ada@new.example', 'attributes.badge': null },
      state: 'inactive',
      expected: { email: null, 'attributes.badge': 'Q1', state: 'active' },
    });
  });
});
