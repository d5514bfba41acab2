import { describe, expect, it } from 'vitest';

import { absentFindings } from '../../../src/directory/check/absent-attributes.js';

const none = () => Promise.resolve(new Map<never, number>());

describe('attributes that no entry examined has', () => {
  it('are listed up to ten lines, and the last line counts the others', async () => {
    const rows = Array.from({ length: 14 }, (_, index) => ({
      attribute: `custom${index}`,
      field: `attributes.custom${index}`,
      required: false,
    }));
    const lines = await absentFindings(rows as never, ['customX'], 20, none);
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toEqual({ code: 'FURTHER_ATTRIBUTES_NOT_SEEN', params: { count: 5 } });
  });

  it('say nothing without a similar name and without users who have a value', async () => {
    const row = { attribute: 'mobile', field: 'mobile', required: false };
    expect(await absentFindings([row] as never, ['mail'], 20, none)).toEqual([]);
  });
});
