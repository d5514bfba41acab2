import { readFileSync } from 'node:fs';

import { satisfies } from 'semver';

import type { ProcessManifest } from '../contract/process-registry.js';
import { SyncError } from '../contract/sync-error.js';

const FOLDER = new URL('../../manifest/', import.meta.url);

/**
 * The manifest that lies beside the code. Whether it follows its schema and its texts are there is a matter of the
 * package and tested with it; checked here is what differs between installations. Throws `MANIFEST_INVALID`.
 */
export function loadManifest(hostVersion?: string, folder = FOLDER): ProcessManifest {
  const manifest = readManifest(new URL('ldap-addon-batch-sync.json', folder));
  const { hostVersions } = manifest;
  if (hostVersion !== undefined && !satisfies(hostVersion, hostVersions, { includePrerelease: true })) {
    throw manifestInvalid('/hostVersions', `the host has version ${hostVersion}, which is not in ${hostVersions}`);
  }
  return manifest;
}

function readManifest(file: URL): ProcessManifest {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessManifest;
  } catch (cause) {
    throw manifestInvalid('/', 'manifest/ldap-addon-batch-sync.json cannot be read as JSON', cause);
  }
}

/** @param path where in the manifest, as a JSON Pointer (RFC 6901). */
function manifestInvalid(path: string, reason: string, cause?: unknown): SyncError {
  return new SyncError('MANIFEST_INVALID', { params: { path, reason }, cause });
}
