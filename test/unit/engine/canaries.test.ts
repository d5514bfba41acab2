import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { settingOf } from '../../../src/contract/setting-of.js';
import { Canaries } from '../../../src/engine/read/canaries.js';
import { aRunInput, RunFixture } from './run-fixture.js';

describe('people who must be found', () => {
  beforeEach(() => {
    vi.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  });

  const run = (canaries: string[], only: string | null = null) => {
    const fixture = new RunFixture();
    fixture.only = only;
    const input = aRunInput();
    input.search.canaries = canaries;
    return fixture.run(input);
  };

  it.each([[[]], [['id-ada']], [['uid=ada,dc=example', 'UID=Grace, DC=example']]])(
    'let a read with all of them succeed: %j',
    async (canaries) => {
      expect(await run(canaries)).toMatchObject({ status: 'succeeded' });
    },
  );

  it.each([
    ['cn=Lovelace\\, Ada,ou=people', 'cn=Lovelace\\2C Ada,ou=people'],
    ['cn=Andr\u00e9,ou=people', 'CN=Andre\u0301, OU=people'],
    ['cn=Andr\\C3\\A9,ou=people', 'cn=Andr\u00e9,ou=people'],
    ['cn=ada+uid=1,ou=people', 'UID=1 + cn=Ada,ou=people'],
  ])('are found in any form of their DN: %s as %s', (canary, dn) => {
    const canaries = new Canaries([canary]);
    canaries.see({ dn, stableId: undefined, attributes: {} });
    expect(canaries.missing).toEqual([]);
  });

  it('are not mixed up with those whose DN has the same text in other parts', () => {
    const canaries = new Canaries(['cn=a\\,ou=b']);
    canaries.see({ dn: 'cn=a,ou=b', stableId: undefined, attributes: {} });
    expect(canaries.missing).toEqual(['cn=a\\,ou=b']);
  });

  it('fail a read without one of them, and are named', async () => {
    const failed = await run(['id-ada', 'id-bob', 'uid=eve,dc=example']);
    expect(failed).toMatchObject({
      status: 'failed',
      reason: { code: 'DIRECTORY_READ_INCOMPLETE', params: { canaries: 'id-bob; uid=eve,dc=example' } },
    });
    const { code = '', params } = failed?.reason ?? {};
    expect(settingOf(code, params)).toBe('search.canaries');
  });

  it('are not looked for when one person is synchronized', async () => {
    expect(await run(['id-bob'], 'uid=ada,dc=example')).toMatchObject({ status: 'succeeded' });
  });
});
