import { expect, it } from 'vitest';

import { restorable } from '../../../src/host/web/admin/settings-history/restorable.js';

const FIELDS = ['search.filter', 'dataPool.bindDn', 'dataPool.name'];
const changes = FIELDS.map((field) => ({ field, before: 1, after: 2, effect: 'none' as const }));
const fieldsOf = (dataPool: unknown) => {
  const { inForm, ofPool } = restorable({ settings: { dataPool }, changes });
  return [inForm, ofPool].map((each) => each.map(({ field }) => field));
};

it('settings of the data pool are restored by the form of the job only if the version names its data pool', () => {
  expect(fieldsOf({ bindDn: 'cn=then' })).toEqual([['search.filter', 'dataPool.name'], ['dataPool.bindDn']]);
  expect(fieldsOf('plant')).toEqual([FIELDS, []]);
});
