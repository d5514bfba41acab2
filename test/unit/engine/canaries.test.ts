import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { settingOf } from '../../../src/contract/setting-of.js';
import { aRunInput, RunFixture } from './run-fixture.js';

describe('people who must be found', () => {
  beforeEach(() => {
    vi.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  });

  const run = (canaries: string[], only: string | null = null) => {
    const fixture = new RunFixture();
    fixture.only = only;
    const input = aRunInput();
    input.dataPool.canaries = canaries;
    return fixture.run(input);
  };

  it.each([[[]], [['id-ada']], [['uid=ada,dc=example', 'UID=Grace, DC=example']]])(
    'let a read with all of them succeed: %j',
    async (canaries) => {
      expect(await run(canaries)).toMatchObject({ status: 'succeeded' });
    },
  );

  it('fail a read without one of them, and are named', async () => {
    const failed = await run(['id-ada', 'id-bob', 'uid=eve,dc=example']);
    expect(failed).toMatchObject({
      status: 'failed',
      reason: { code: 'DIRECTORY_READ_INCOMPLETE', params: { canaries: 'id-bob; uid=eve,dc=example' } },
    });
    const { code = '', params } = failed?.reason ?? {};
    expect(settingOf(code, params)).toBe('dataPool.canaries');
  });

  it('are not looked for when one person is synchronized', async () => {
    expect(await run(['id-bob'], 'uid=ada,dc=example')).toMatchObject({ status: 'succeeded' });
  });
});
