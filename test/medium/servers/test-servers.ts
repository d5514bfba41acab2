import { afterAll } from 'vitest';

import { DirectoryServer389, type DirectoryServerOptions } from '../../services/directory-server-389.js';
import { ActiveDirectory, type ActiveDirectoryOptions } from '../../services/samba/active-directory.js';
import type { SourcePart } from '../../services/source-of.js';
import { poolOf } from '../directory/test-directory.js';

/** A domain that ends after the tests of the file. Call it while tests are declared. */
export function anActiveDirectory(options?: ActiveDirectoryOptions): Promise<ActiveDirectory> {
  const started = ActiveDirectory.start(options);
  afterAll(async () => (await started).stop());
  return started;
}

/** A 389 Directory Server that ends after the tests of the file. Call it while tests are declared. */
export function aDirectoryServer389(options?: DirectoryServerOptions): Promise<DirectoryServer389> {
  const started = DirectoryServer389.start(options);
  afterAll(async () => (await started).stop());
  return started;
}

/** Settings of a data pool that binds as the reader of the server, over LDAPS with the server's own authority. */
export function securePoolOf(server: ActiveDirectory | DirectoryServer389, part: Omit<SourcePart, 'tls'> = {}) {
  return poolOf(server, { urls: [server.ldapsUrl], ...part, tls: { mode: 'ldaps', ca: server.ca } });
}
