import { randomBytes } from 'node:crypto';

import type { EntityManager } from '@mikro-orm/core';
import { Logger } from '@nestjs/common';
import { describe, expect, it, vi } from 'vitest';

import type { HostConfig } from '../../../src/host/config/host-config.js';
import { keyWeakness } from '../../../src/host/config/key-strength.js';
import { SettingsKeyCheck } from '../../../src/host/config/settings-key-check.service.js';

describe('a settings key', () => {
  it.each(['base64', 'base64url', 'hex'] as const)('of 32 random bytes in %s is strong', (encoding) => {
    for (let each = 0; each < 200; each += 1) expect(keyWeakness(randomBytes(32).toString(encoding))).toBeUndefined();
  });

  it.each([
    '',
    'short',
    'k'.repeat(32),
    'k'.repeat(500),
    'ab'.repeat(16),
    'password1234'.repeat(3),
    'abcdefghijklmnopqrstuvwxyzabcdefghij',
    '01234567890123456789012345678901234567',
    `${'a'.repeat(30)}bcdefghijk`,
    'abababbabaabbabababababbaabbabab',
  ])('"%s" is weak', (key) => {
    expect(keyWeakness(key)).toMatch(/^(must|repeats|is|has)/);
  });
});

describe('a host with a weak settings key', () => {
  const check = (accounts: number, settings: readonly object[] = []) => {
    const fork = { count: () => Promise.resolve(accounts), execute: () => Promise.resolve(settings) };
    const em = { fork: () => fork } as unknown as EntityManager;
    return new SettingsKeyCheck(em, { settingsKey: 'k'.repeat(40) } as HostConfig).onModuleInit();
  };

  it('does not start if it is new', async () => {
    await expect(check(0)).rejects.toThrow('openssl rand -base64 32');
  });

  it.each([
    ['has accounts', 2, []],
    ['has settings', 0, [{}]],
  ])('starts if it %s, and says how to replace the key', async (_, accounts, settings) => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    await check(accounts, settings);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('ldap-batch-sync rekey'));
    warn.mockRestore();
  });
});
