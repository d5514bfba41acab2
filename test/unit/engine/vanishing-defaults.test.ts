import { describe, expect, it } from 'vitest';

import { findingParams } from '../../../src/contract/guards.js';
import { errorText } from '../../../src/i18n/code-texts.js';
import { aRunInput, RunFixture } from './run-fixture.js';

describe('a field that would get its default value', () => {
  it('is found with that value, which the sentence names', async () => {
    const fixture = new RunFixture();
    fixture.evidence = { emptied: [{ field: 'title', unit: null, people: 40, total: 40 }] };
    const row = { attribute: 'title', field: 'title', required: false } as const;
    const withDefault = { ...row, whenAbsent: 'default', defaultValue: ' n/a ' } as const;

    const { mapping } = aRunInput();
    expect(await fixture.run({ ...aRunInput(), mapping: [...mapping, withDefault] })).toMatchObject({
      status: 'stopped',
      reason: { code: 'VALUES_WOULD_VANISH', params: { because: 'default', defaultValue: 'n/a' } },
    });
    const [finding] = fixture.findings ?? [];
    if (!finding) throw new Error('Nothing was found.');
    expect(errorText('en', 'VALUES_WOULD_VANISH', findingParams(finding))).toContain('default value "n/a"');

    await fixture.run({ ...aRunInput(), mapping: [...mapping, row] });
    expect(fixture.findings?.[0]).not.toHaveProperty('defaultValue');
  });
});
