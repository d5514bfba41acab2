import { expect, it } from 'vitest';

import { restorable } from '../../../src/host/web/admin/settings-history/restorable.js';

const FIELDS = ['search.filter', 'dataPool.bindDn', 'dataPool.name'];
const changes = FIELDS.map((field) => ({ field, before: 1, after: 2, effect: 'none' as const }));
const fieldsOf = (dataPool: unknown) => {
  const { inForm, ofPool } = restorable({ job: 'staff' }, { settings: { dataPool }, changes });
  return [inForm, ofPool].map((each) => each.map(({ field }) => field));
};

it('settings of the data pool are restored by the form of the job only if the version names its data pool', () => {
  expect(fieldsOf({ bindDn: 'cn=then' })).toEqual([['search.filter', 'dataPool.name'], ['dataPool.bindDn']]);
  expect(fieldsOf('plant')).toEqual([FIELDS, []]);
});

it('a version of a data pool is restored by the form of the data pool', () => {
  const { inForm, ofPool } = restorable({ job: undefined }, { settings: { dataPool: { bindDn: 'cn=then' } }, changes });
  expect([inForm.length, ofPool.length]).toEqual([FIELDS.length, 0]);
});
