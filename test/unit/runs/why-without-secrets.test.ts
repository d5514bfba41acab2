import { expect, it } from 'vitest';

import type { WhyPerson } from '../../../src/contract/why.js';
import { whyWithoutSecrets } from '../../../src/runs/why-without-secrets.js';
import { MappingRow } from '../../../src/settings/schema/mapping-row.js';

const ROWS = [
  MappingRow.of('uid', 'userName', true),
  MappingRow.of('userPassword', 'title'),
  MappingRow.of('l', 'attributes.pwd'),
];
const change = {
  before: { title: null, phone: '7' },
  after: { title: 'secret', phone: '8', attributes: { pwd: 'secret', badge: '9' } },
};
const person = {
  mapping: [
    { attribute: 'uid', field: 'userName', value: 'ada', problem: null },
    { attribute: 'userPassword', field: 'title', value: 'secret', problem: null },
    { attribute: 'l', field: 'attributes.pwd', value: null, problem: null },
  ],
  user: { fields: { title: { value: 'secret' }, phone: { value: '7' } } },
  next: { kind: 'update', ...change },
  plan: { runId: '1', change },
} as unknown as WhyPerson;

it('hides values of secrets, but not that there are some', () => {
  const hidden = whyWithoutSecrets(person, ROWS);
  expect(JSON.stringify(hidden)).not.toContain('secret');
  expect(hidden).toMatchObject({
    mapping: [{ value: 'ada' }, { value: '•••' }, { value: null }],
    user: { fields: { title: { value: '•••' }, phone: { value: '7' } } },
    next: {
      before: { title: null, phone: '7' },
      after: { title: '•••', phone: '8', attributes: { pwd: '•••', badge: '9' } },
    },
    plan: { runId: '1', change: { after: { title: '•••' } } },
  });
});

it('leaves people alone if no row writes secrets', () => {
  expect(whyWithoutSecrets(person, ROWS.slice(0, 1))).toBe(person);
});
