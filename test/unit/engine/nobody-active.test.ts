import { describe, expect, it } from 'vitest';

import { anEntry, RunFixture } from './run-fixture.js';

describe('a run that finds nobody active', () => {
  it('stops when nobody is active, but not for a single person', async () => {
    const excluded = (name: string) => ({
      ...anEntry(name),
      inactivity: { rule: 'disabled', attribute: 'nsAccountLock', value: 'TRUE' } as const,
    });
    const fixture = new RunFixture();
    fixture.pages = [[excluded('ada'), excluded('grace')]];
    expect(await fixture.run()).toMatchObject({
      status: 'stopped',
      reason: { code: 'DIRECTORY_EMPTY', params: { because: 'inactive' } },
    });

    const single = Object.assign(new RunFixture(), { only: 'uid=ada,dc=example', pages: [[excluded('ada')]] });
    expect(await single.run()).toMatchObject({ status: 'succeeded' });
    const some = Object.assign(new RunFixture(), { pages: [[excluded('ada'), anEntry('grace')]] });
    expect(await some.run()).toMatchObject({ status: 'succeeded' });
  });
});
