import { expect, it } from 'vitest';

import {
  addressOfConflicts,
  canDecide,
  commonChoices,
  conflictsViewIn,
  isDecidedAlone,
  kindBeyond,
} from '../../../src/host/web/operator/conflicts/conflicts-view.js';

const NOTHING = { job: '', code: '', search: '' };
const KIND = { code: 'USER_OF_OTHER_ENTRY', title: 'x', conflicts: 449, omitted: 0, choices: ['relink'] } as const;

it('the view is that of the address, and the address has nothing that is the default', () => {
  const view = { job: 'plant', code: 'NAME_TAKEN', search: 'ada' };
  expect(conflictsViewIn(new URLSearchParams(addressOfConflicts(view)))).toEqual(view);
  expect(conflictsViewIn(new URLSearchParams())).toEqual(NOTHING);
  expect(addressOfConflicts(NOTHING)).toEqual({});
});

it('several are decided together only by a choice that each of them offers', () => {
  const [both, relink, none] = [{ choices: ['relink', 'release'] }, { choices: ['relink'] }, { choices: [] }] as const;
  expect(commonChoices([both, both])).toEqual(['relink', 'release']);
  expect(commonChoices([both, relink])).toEqual(['relink']);
  expect(commonChoices([both, none])).toEqual([]);
  expect(commonChoices([])).toEqual([]);
  expect([both, none].map(canDecide)).toEqual([true, false]);
});

it('who contradicts in any identifying value, or whose own user was deleted, is decided about alone', () => {
  const value = { field: 'employeeNumber', ofEntry: '1', ofUser: '2', contradicts: true };
  const alike = { ...value, contradicts: false };
  expect(isDecidedAlone({ recognizedBy: [alike, value], params: {} })).toBe(true);
  expect(isDecidedAlone({ recognizedBy: [alike], params: {} })).toBe(false);
  expect(isDecidedAlone({ recognizedBy: [alike], params: { ownUser: 'deleted' } })).toBe(true);
});

it('a whole kind is offered if it is shown without a search and has more conflicts than are shown', () => {
  const view = { code: KIND.code, search: '' };
  expect(kindBeyond(view, { totals: [KIND] }, 50)).toBe(KIND);
  expect(kindBeyond(view, { totals: [KIND] }, 449)).toBeUndefined();
  expect(kindBeyond({ ...view, search: 'ada' }, { totals: [KIND] }, 50)).toBeUndefined();
  expect(kindBeyond({ ...view, code: '' }, { totals: [KIND] }, 50)).toBeUndefined();
  expect(kindBeyond(view, { totals: [{ ...KIND, choices: [] }] }, 50)).toBeUndefined();
});
