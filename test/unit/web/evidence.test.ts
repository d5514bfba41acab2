import { expect, it } from 'vitest';

import { evidenceIn, openAttributes, openFields } from '../../../src/host/web/admin/set-up/evidence.js';
import type { Proposal } from '../../../src/host/web/shared/api/set-up.js';

const share = (attribute: string, entries: number) => ({ attribute, entries, values: ['-'] });
const proposal = {
  sampled: 200,
  mapping: [{ ...share('uid', 200), field: 'userName', required: true }],
  unmapped: [share('roomNumber', 3), share('carLicense', 50)],
  names: ['pager'],
} as unknown as Proposal;
const row = (attribute: string, part: object = {}) => ({ attribute, field: 'userName', required: false, ...part });

it('an attribute that neither an entry nor the schema has is unknown, in any casing and with options', () => {
  const { isUnknown, shareOf, names } = evidenceIn(proposal);
  expect(['UID', 'pager', 'carLicense;lang-sv', ''].filter(isUnknown)).toEqual([]);
  expect(isUnknown('carLicence')).toBe(true);
  expect(shareOf('CARLICENSE;binary')?.entries).toBe(50);
  expect(shareOf('pager')).toBeUndefined();
  expect(names).toEqual(['carLicense', 'pager', 'roomNumber', 'uid']);
});

it('nothing is unknown where no entry was examined', () => {
  expect(evidenceIn({ ...proposal, sampled: 0, mapping: [], unmapped: [], names: [] }).isUnknown('uid')).toBe(false);
});

it('attributes are open until a row reads them, also as an alternative or in a template', () => {
  const open = (...rows: readonly object[]) => openAttributes(proposal, rows).map(({ attribute }) => attribute);
  expect(open()).toEqual(['uid', 'carLicense', 'roomNumber']);
  expect(open(row('UID'))).toEqual(['carLicense', 'roomNumber']);
  expect(open(row('uid', { source: { kind: 'attribute', alternatives: ['roomnumber'] } }))).toEqual(['carLicense']);
  expect(open(row('', { source: { kind: 'template', text: '{uid}.{carLicense}' } }))).toEqual(['roomNumber']);
});

it('fields are open until a row fills them', () => {
  expect(openFields(['userName', 'email'], [row('uid')])).toEqual(['email']);
});
