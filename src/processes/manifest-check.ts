import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { satisfies, valid, validRange } from 'semver';

import type { ProcessManifest } from '../contract/process-registry.js';
import { manifestInvalid } from './manifest-errors.js';
import { textKeysIn } from './text-keys.js';

export const SYMBOLIC_NAME = 'LDAPAddonBatchSync';

export interface ManifestRules {
  /** JSON Schema of manifests. */
  readonly schema: object;
  /** Whether a text `i18n:<namespace>:<key>` is there in every language. */
  readonly hasText: (key: string) => boolean;
  /** Absent: not checked. */
  readonly hostVersion?: string;
}

/** The manifest, when it is one that can be registered; else `MANIFEST_INVALID` with the place and the reason. */
export function checkManifest(value: unknown, rules: ManifestRules): ProcessManifest {
  const manifest = checkShape(value, rules.schema);
  checkName(manifest);
  checkVersions(manifest, rules.hostVersion);
  checkTexts(manifest, rules.hasText);
  return manifest;
}

function checkShape(value: unknown, schema: object): ProcessManifest {
  const validate = new Ajv2020({ allErrors: false, strict: false }).compile(schema);
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw manifestInvalid(error?.instancePath ?? '', error ? reasonOf(error) : 'it does not follow its schema');
  }
  return value as ProcessManifest;
}

function reasonOf({ message = 'it is not valid', params }: ErrorObject): string {
  const named: unknown = params['additionalProperty'] ?? params['allowedValues'] ?? params['allowedValue'];
  return named === undefined ? message : `${message}: ${JSON.stringify(named)}`;
}

function checkName({ symbolicName, aliases, job }: ProcessManifest): void {
  if (symbolicName !== SYMBOLIC_NAME) throw manifestInvalid('/symbolicName', `it must be ${SYMBOLIC_NAME}`);
  if (aliases.includes(symbolicName)) throw manifestInvalid('/aliases', 'the symbolic name is among its own aliases');
  if (job.name !== symbolicName) throw manifestInvalid('/job/name', `it must be ${symbolicName}`);
}

function checkVersions({ version, hostVersions }: ProcessManifest, hostVersion: string | undefined): void {
  if (!valid(version)) throw manifestInvalid('/version', `"${version}" is not a semantic version`);
  if (!validRange(hostVersions)) throw manifestInvalid('/hostVersions', `"${hostVersions}" is not a range of versions`);
  if (hostVersion === undefined) return;
  if (!satisfies(hostVersion, hostVersions, { includePrerelease: true })) {
    throw manifestInvalid('/hostVersions', `the host has version ${hostVersion}, which is not in ${hostVersions}`);
  }
}

function checkTexts(manifest: ProcessManifest, hasText: ManifestRules['hasText']): void {
  for (const { path, key } of textKeysIn(manifest)) {
    if (!hasText(key)) throw manifestInvalid(path, `the text ${key} is missing in i18n`);
  }
}
