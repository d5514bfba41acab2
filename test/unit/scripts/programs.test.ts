import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { installPrograms, missingPrograms } from '../../../scripts/lib/programs.mjs';

describe('programs that npm cannot install', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
    vi.stubEnv('PATH', folder);
    vi.stubEnv('CHROMIUM', '');
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('are missing when they are not on the path', () => {
    expect(missingPrograms(['chromium'])).toEqual(['chromium']);
  });

  it('are found on the path', () => {
    writeFileSync(path.join(folder, 'chromium'), '');
    chmodSync(path.join(folder, 'chromium'), 0o755);
    expect(missingPrograms(['chromium'])).toEqual([]);
  });

  it('are not required if a variable names a replacement', () => {
    vi.stubEnv('CHROMIUM', '/opt/chrome');
    expect(missingPrograms(['chromium'])).toEqual([]);
  });

  it('are not required if SLAPD names the slapd of the demo directory', () => {
    vi.stubEnv('SLAPD', '/opt/openldap/libexec/slapd');
    expect(missingPrograms(['slapd'])).toEqual([]);
  });

  it('are named in one sentence if they cannot be installed', () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    expect(() => installPrograms(['slapd', 'chromium'], ' Or not.')).toThrow(
      'Please install what is missing: sudo apt-get install --no-install-recommends slapd chromium. Or not.',
    );
  });
});
