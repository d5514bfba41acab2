import { describe, expect, it } from 'vitest';

import { aJob, directorySettings } from '../runs/job-fixture.js';

const NAME = { attribute: 'uid', field: 'userName', required: true };
const constant = (text: string) => ({ kind: 'constant', text });
const expression = (text: string) => ({ kind: 'expression', text });
const byDefault = (defaultValue: string) => ({ attribute: 'l', whenAbsent: 'default', defaultValue });

async function errorsOf(row: object): Promise<readonly string[]> {
  const { jobSettings, job } = aJob();
  const settings = { ...directorySettings, mapping: [NAME, { field: 'title', ...row }] };
  const saved = await jobSettings.save(job, { settings, changedBy: 'ada' });
  const checked = await jobSettings.errorsOf(job, settings);
  expect(saved.ok ? [] : saved.errors).toEqual(checked);
  return checked.map(({ field, code }) => `${field} ${code}`);
}

describe('a row that states what no run can write', () => {
  it.each([
    [{ field: 'email', ...byDefault('bad') }, ['mapping.1.defaultValue emailSyntax']],
    [{ field: 'email', ...byDefault('bad'), required: true }, ['mapping.1.defaultValue emailSyntax']],
    [{ field: 'email', ...byDefault('a@b\u200b.c') }, ['mapping.1.defaultValue invisibleCharacter']],
    [byDefault('x'.repeat(900)), ['mapping.1.defaultValue tooLong']],
    [{ field: 'email', source: constant('nomail') }, ['mapping.1.source.text emailSyntax']],
    [{ source: constant('x'.repeat(900)) }, ['mapping.1.source.text tooLong']],
    [{ source: constant('   ') }, ['mapping.1.source.text required']],
    [
      { source: constant('x'), conversions: [{ kind: 'split', separator: ',', part: 2 }] },
      ['mapping.1.source.text constantWithoutValue'],
    ],
    [
      { source: constant('x'), conversions: [{ kind: 'date', from: 'fileTime', to: 'date' }] },
      ['mapping.1.source.text constantWithoutValue'],
    ],
    [{ source: expression('{"a":1}') }, ['mapping.1.source.text expressionResult']],
    [{ source: expression('duration("1s")') }, ['mapping.1.source.text expressionResult']],
    [{ source: expression('1u') }, ['mapping.1.source.text expressionResult']],
    [{ source: expression('b"x"') }, ['mapping.1.source.text expressionResult']],
    [{ source: expression('[[1u]]') }, ['mapping.1.source.text expressionResult']],
    [{ source: expression('entry.a.map(x, {"a": x})') }, ['mapping.1.source.text expressionResult']],
  ])('is refused: %j', async (row, errors) => {
    expect(await errorsOf(row)).toEqual(errors);
  });

  it.each([
    { field: 'email', ...byDefault(' ada@example.org ') },
    byDefault('x'.repeat(100)),
    { source: constant('X') },
    {
      source: constant('x'),
      conversions: [{ kind: 'split', separator: ',', part: 2 }],
      ...byDefault('y'),
      attribute: '',
    },
    ...['entry.a', 'entry.a[0]', '[["a"]]', '[]', '1.5', 'true', 'null', 'timestamp(entry.a[0])', 'dyn(1u)'].map(
      (text) => ({ source: expression(text) }),
    ),
  ])('is not one that can be written: %j', async (row) => {
    expect(await errorsOf(row)).toEqual([]);
  });

  it('still runs if an earlier version stored it, and other settings can be saved', async () => {
    const { store, jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, changedBy: 'ada' });
    const mapping = [NAME, { attribute: '', field: 'title', required: false, source: expression('{"a":1}') }];
    store.row = { ...store.row!, value: { ...(store.row!.value as object), mapping } };

    expect((await jobSettings.current(job)).errors).toEqual([]);
    const settings = { schedule: { enabled: true, expression: '0 0 3 * * *' } };
    expect(await jobSettings.save(job, { settings, changedBy: 'ada' })).toMatchObject({ ok: true });
    expect(await jobSettings.save(job, { settings: { mapping }, changedBy: 'ada' })).toMatchObject({ ok: false });
  });
});
