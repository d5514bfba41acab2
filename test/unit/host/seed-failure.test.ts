import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { ConfigurationError } from '../../../src/host/config/configuration-error.js';
import { readHostConfig } from '../../../src/host/config/read-host-config.js';
import { seedFailure } from '../../../src/host/config/seed-failure.js';
import { startFailure } from '../../../src/host/start-failure.js';
import { aJob } from '../runs/job-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'seed-'));
const certificate = join(folder, 'ca.pem');
writeFileSync(certificate, '-----BEGIN CERTIFICATE-----\nno certificate\n-----END CERTIFICATE-----\n');
afterAll(() => rmSync(folder, { recursive: true }));

const COMPLETE = { LDAP_URL: 'ldap://directory.example.org', LDAP_BASE_DN: 'dc=example,dc=org' };

/** What the host prints when it is started with these variables. */
async function failureOf(variables: Readonly<Record<string, string>>): Promise<string> {
  try {
    const { seed } = readHostConfig({ DATA_DIR: folder, ...variables });
    await aJob(seed).start();
  } catch (error) {
    if (!((seedFailure(error) ?? error) instanceof ConfigurationError)) throw error;
    return startFailure(error);
  }
  return '';
}

describe('a refused variable', () => {
  it.each<[variable: string, variables: Record<string, string>, reason: RegExp]>([
    ['LDAP_URL', { LDAP_BASE_DN: COMPLETE.LDAP_BASE_DN }, /is required with the other LDAP_ variables\. Set it to/],
    ['LDAP_URL', { ...COMPLETE, LDAP_URL: 'http://directory' }, /must be one or more addresses like ldap:\/\/host:389/],
    ['LDAP_URL', { ...COMPLETE, LDAP_URL: 'ldap://a ldap://a' }, /is not valid: This server is already in the list/],
    [
      'LDAP_URL',
      { ...COMPLETE, LDAP_URL: 'ldap://a ldaps://b' },
      /must contain either ldap:\/\/ or ldaps:\/\/ addresses/,
    ],
    ['LDAP_BASE_DN', { ...COMPLETE, LDAP_BASE_DN: 'example.org' }, /is not valid: "example.org" is not a disting/],
    ['LDAP_FILTER', { ...COMPLETE, LDAP_FILTER: '(uid=' }, /is not valid: /],
    ['LDAP_BIND_PASSWORD', { ...COMPLETE, LDAP_BIND_DN: 'cn=reader' }, /is required with LDAP_BIND_DN\. Set it to/],
    ['LDAP_BIND_PASSWORD', { ...COMPLETE, LDAP_BIND_PASSWORD: 'x' }, /has no effect without LDAP_BIND_DN\. Set/],
    [
      'LDAP_BIND_DN',
      { ...COMPLETE, LDAP_BIND_DN: 'reader', LDAP_BIND_PASSWORD: 'x' },
      /is not valid: "reader" is not a name/,
    ],
    ['LDAP_CA_FILE', { ...COMPLETE, LDAP_CA_FILE: '/there/is/nothing' }, /cannot be read \(ENOENT\)/],
    ['LDAP_CA_FILE', { ...COMPLETE, LDAP_CA_FILE: certificate }, /is not valid: Certificate 1 cannot be read/],
  ])('%s is named, with what to do: %j', async (variable, variables, reason) => {
    const printed = await failureOf(variables);
    expect(printed).toMatch(/^The configuration of the host is invalid\.\n/);
    expect(printed).toContain(`\n${variable}: `);
    expect(printed).toMatch(reason);
    expect(printed).not.toMatch(/\.\.|seed\.|dataPool|\bhere\b/);
  });

  it('is none if the variables are complete', async () => {
    expect(await failureOf(COMPLETE)).toBe('');
    expect(await failureOf({ LDAP_URL: COMPLETE.LDAP_URL })).toBe('');
    for (const name of ['reader@example.org', 'EXAMPLE\\reader'])
      expect(await failureOf({ ...COMPLETE, LDAP_BIND_DN: name, LDAP_BIND_PASSWORD: 'x' })).toBe('');
  });
});
