import { expect, it } from 'vitest';

import { MappingRow } from '../../../src/settings/schema/mapping-row.js';
import { peopleLdif } from '../../services/people.js';
import { check } from './a-connection-check.js';
import { aDirectory, poolOf } from './test-directory.js';

it('a connection check hides the values of secrets in its sample', async () => {
  const slapd = await aDirectory({ ldif: peopleLdif(1) });
  const mapping = [MappingRow.of('uid', 'userName', true), MappingRow.of('l', 'attributes.password')];
  const { sample } = await check(poolOf(slapd), mapping);
  expect(sample).toMatchObject([{ userName: 'user000001', 'attributes.password': '•••' }]);
});
