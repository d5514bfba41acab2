import { readFileSync } from 'node:fs';

import type { ProcessManifest } from '../contract/process-registry.js';
import { checkManifest } from './manifest-check.js';
import { manifestInvalid } from './manifest-errors.js';
import { hasText } from './text-keys.js';

const FOLDER = new URL('../../manifest/', import.meta.url);

/** The manifest that lies beside the code, checked. */
export function loadManifest(hostVersion?: string): ProcessManifest {
  const manifest = readJson('ldap-addon-batch-sync.json');
  return checkManifest(manifest, { schema: readJson('process-manifest.schema.json') as object, hasText, hostVersion });
}

function readJson(name: string): unknown {
  try {
    return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
  } catch (cause) {
    throw manifestInvalid('/', `manifest/${name} cannot be read as JSON`, cause);
  }
}
