import { expect, it } from 'vitest';

import { similarAttributes } from '../../../src/mapping/similar-attributes.js';

const NAMES = ['objectClass', 'uid', 'cn', 'sn', 'ou', 'mail', 'ampMail', 'givenName', 'telephoneNumber'];

it.each([
  ['ampMial', ['ampMail']],
  ['AMPMAIL1', ['ampMail']],
  ['mial', ['mail']],
  ['givename', ['givenName']],
  ['telefonNumber', ['telephoneNumber']],
  ['employeeNumber', []],
  ['title', []],
  ['o', []],
  ['GIVENNAME', []],
])('for %s there is %j', (attribute, similar) => {
  expect(similarAttributes(attribute, NAMES)).toEqual(similar);
});
