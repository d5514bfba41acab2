import { readFileSync } from 'node:fs';

import { satisfies } from 'semver';

import type { ProcessManifest } from '../contract/process-registry.js';
import { manifestInvalid } from './process-errors.js';

const FOLDER = new URL('../../manifest/', import.meta.url);

/**
 * Reads a manifest of the package. Its schema and its texts are part of the package and checked by its tests; only what
 * depends on the host is checked here. Throws `MANIFEST_INVALID`.
 *
 * @param hostVersion not checked when undefined.
 */
export function loadManifest(fileName: string, hostVersion?: string, folder = FOLDER): ProcessManifest {
  const manifest = readManifest(fileName, folder);
  const { hostVersions } = manifest;
  if (hostVersion !== undefined && !satisfies(hostVersion, hostVersions, { includePrerelease: true })) {
    throw manifestInvalid('/hostVersions', `the host has version ${hostVersion}, which is not in ${hostVersions}`);
  }
  return manifest;
}

function readManifest(fileName: string, folder: URL): ProcessManifest {
  try {
    return JSON.parse(readFileSync(new URL(fileName, folder), 'utf8')) as ProcessManifest;
  } catch (cause) {
    throw manifestInvalid('/', `manifest/${fileName} cannot be read as JSON`, cause);
  }
}
