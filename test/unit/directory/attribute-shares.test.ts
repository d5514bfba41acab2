import { expect, it } from 'vitest';

import { sharesOf } from '../../../src/directory/check/attribute-shares.js';
import { MappingRow } from '../../../src/settings/schema/mapping-row.js';

it('counts the entries with each attribute, whatever its spelling, fewest first', () => {
  const value = { text: 'x' } as never;
  const entries = [
    { dn: 'uid=ada', attributes: { uid: [value], givenname: [value] } },
    { dn: 'uid=bo', attributes: { uid: [value] } },
    { dn: 'uid=cy', attributes: { uid: [value], mail: [value] } },
  ];
  const mapping = ['uid', 'givenName', 'mail', 'pager'].map((name, at) => MappingRow.of(name, `attributes.a${at}`));
  expect(sharesOf(entries as never, mapping as never)).toEqual([
    { attribute: 'pager', entries: 0, total: 3 },
    { attribute: 'givenName', entries: 1, total: 3 },
    { attribute: 'mail', entries: 1, total: 3 },
    { attribute: 'uid', entries: 3, total: 3 },
  ]);
});
