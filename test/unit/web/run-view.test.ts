import { expect, it } from 'vitest';

import { addressOfRunView, runViewIn, withChanges } from '../../../src/host/web/operator/runs/run-view.js';

const viewOf = (address: string) => runViewIn(new URLSearchParams(address));

it('what was chosen since the view was shown stays chosen', () => {
  const shown = viewOf('tab=changes&kind=activate');
  const newest = { ...shown, kind: 'create' };
  const typed = withChanges(newest, shown, { ...shown, search: 'ada' });
  expect(addressOfRunView(typed)).toEqual({ tab: 'changes', kind: 'create', search: 'ada' });
});

it('what is emptied leaves the address', () => {
  const shown = viewOf('tab=changes&field=email&search=ada');
  expect(addressOfRunView(withChanges(shown, shown, { ...shown, field: '' }))).toEqual({
    tab: 'changes',
    search: 'ada',
  });
  expect(addressOfRunView(withChanges(shown, shown, { tab: 'problems' }))).toEqual({ tab: 'problems' });
});
