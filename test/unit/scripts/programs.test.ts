import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { installPrograms, missingPrograms } from '../../../scripts/lib/programs.mjs';

const BROWSER = 'chromium-headless-shell';

describe('programs that npm cannot install', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
    vi.stubEnv('PATH', folder);
    vi.stubEnv('CHROMIUM', '');
  });

  const place = (program: string) => {
    writeFileSync(path.join(folder, program), '');
    chmodSync(path.join(folder, program), 0o755);
  };

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('are missing when they are not on the path', () => {
    expect(missingPrograms([BROWSER])).toEqual([BROWSER]);
  });

  it('are found on the path', () => {
    place('chromium-headless-shell');
    expect(missingPrograms([BROWSER])).toEqual([]);
  });

  it('are not required if a variable names a replacement', () => {
    vi.stubEnv('CHROMIUM', '/opt/chrome');
    expect(missingPrograms([BROWSER])).toEqual([]);
  });

  it('are not required if SLAPD names the slapd of the demo directory', () => {
    vi.stubEnv('SLAPD', '/opt/openldap/libexec/slapd');
    expect(missingPrograms(['slapd'])).toEqual([]);
  });

  it('are not required where somebody would have to install them although a slower one is there', () => {
    place('chromium');
    const user = vi.spyOn(process, 'getuid').mockReturnValue(1000);
    expect(missingPrograms([BROWSER])).toEqual([]);
    place('apt-get');
    expect(missingPrograms([BROWSER])).toEqual([]);
    user.mockReturnValue(0);
    expect(missingPrograms([BROWSER])).toEqual([BROWSER]);
  });

  it('do not fail the installation if only a slower one is there', () => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    vi.spyOn(console, 'log').mockReturnValue();
    writeFileSync(path.join(folder, 'apt-get'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect(() => installPrograms([BROWSER], '')).toThrow('The installation failed');
    place('chromium');
    expect(() => installPrograms([BROWSER], '')).not.toThrow();
    expect(() => installPrograms(['slapd', BROWSER], '')).toThrow('The installation failed');
  });

  it('are named in one sentence if they cannot be installed', () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    expect(() => installPrograms(['slapd', BROWSER], ' Or not.')).toThrow(
      'Please install what is missing: sudo apt-get install --no-install-recommends slapd chromium-headless-shell. Or not.',
    );
  });
});
