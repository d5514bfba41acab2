import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

import { Slapd, type SlapdOptions } from '../../../scripts/slapd.js';
import type { ReadReport } from '../../../src/contract/run.js';
import type { DirectoryRead } from '../../../src/engine/ports/directory-reader.js';
import { LdaptsDirectoryReader } from '../../../src/directory/read/ldapts-directory-reader.js';
import type { Entry } from '../../../src/mapping/directory-user.js';
import type { DirectorySource } from '../../../src/settings/schema/directory-source.js';
import { type SourcePart, sourceOf } from '../../services/source-of.js';

/** Short time limits for tests that wait until they expire. */
export const SHORT = { connect: 600, operation: 800 };

/** A folder that is deleted after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'directory-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A directory that is stopped after the tests of the file. Call it while tests are declared. */
export function aDirectory(options: Omit<SlapdOptions, 'folder'> = {}): Promise<Slapd> {
  const folder = temporaryFolder();
  const started = Slapd.start({ folder, ...options });
  afterAll(async () => (await started).stop());
  return started;
}

/** What a reader must know of a directory. */
type Readable = Pick<Slapd, 'url' | 'baseDn' | 'readerDn' | 'readerPassword'>;

/** Settings that bind as the reader of the directory. */
export function poolOf(slapd: Readable, part: SourcePart = {}): DirectorySource {
  const { url, readerDn, readerPassword, baseDn } = slapd;
  return sourceOf({ urls: [url], bindDn: readerDn, bindPassword: readerPassword, baseDn, ...part });
}

export interface ReadResult {
  readonly entries: readonly Entry[];
  readonly readReport: ReadReport;
  /** Undefined when the read succeeded. */
  readonly error: unknown;
  /** Where it broke off. */
  readonly interruption: DirectoryRead['interruption'];
}

export interface ReadOptions {
  readonly attributes?: readonly string[];
  readonly reader?: LdaptsDirectoryReader;
  readonly signal?: AbortSignal;
  /** Called with each page, before the next one is requested. */
  readonly onPage?: (page: readonly Entry[], number: number) => unknown;
}

export async function readAll(source: DirectorySource, options: ReadOptions = {}): Promise<ReadResult> {
  const { attributes = ['uid', 'cn', 'mail'], reader = new LdaptsDirectoryReader() } = options;
  const read = reader.read(source, attributes, options.signal ?? new AbortController().signal);
  const entries: Entry[] = [];
  try {
    let number = 0;
    for await (const page of read.pages) {
      const decoded = [...page];
      entries.push(...decoded);
      await options.onPage?.(decoded, (number += 1));
    }
    return { entries, readReport: read.report(), error: undefined, interruption: null };
  } catch (error) {
    return { entries, readReport: read.report(), error, interruption: read.interruption };
  }
}
