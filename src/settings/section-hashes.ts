import { REVIEWED_SECTIONS, type ReviewedSection, type SectionHashes } from '../contract/approval.js';
import { isJsonObject } from './json-object.js';
import { FORMER_FILTER } from './former-defaults.js';
import { BatchSyncSettings } from './schema/batch-sync-settings.js';
import type { TlsSettings } from './schema/data-pool-settings.js';
import { matchingOtherThanDefault, withoutSettingsOfReading } from './shape-of-settings.js';
import { settingsHash } from './settings-hash.js';

/**
 * The hashes of the sections. The schedule, the bind password, page size and time-outs are not part of them: a new password
 * of the same bind user shows the same directory, and so do pages of another size. What has its default is left out, so a setting that a later version adds is no change.
 */
export function sectionHashes(settings: BatchSyncSettings): SectionHashes {
  const [given, defaults] = [sectionsOf(settings), defaultSections()];
  const { connection, search, limits, approval } = given;
  return {
    connection: settingsHash(otherThan(defaults.connection, connection) ?? {}),
    search: settingsHash(otherThan(defaults.search, search) ?? {}),
    mapping: mappingHash(settings),
    limits: settingsHash(otherThan(defaults.limits, limits) ?? {}),
    approval: settingsHash(otherThan(defaults.approval, approval) ?? {}),
  };
}

/** Of the mapping alone if the rules that find users are the default ones. */
function mappingHash({ mapping, ...rules }: BatchSyncSettings): string {
  const others = matchingOtherThanDefault(rules);
  const rows: unknown = JSON.parse(JSON.stringify(mapping));
  return settingsHash(Object.keys(others).length === 0 ? rows : { mapping: rows, ...others });
}

/** The default filter is the one before 0.5.0, so that settings that were in force then are the same now. */
function defaultSections(): ReturnType<typeof sectionsOf> {
  const defaults = new BatchSyncSettings();
  defaults.search.filter = FORMER_FILTER;
  return sectionsOf(defaults);
}

/** The sections that differ and whose change may need an approval, in the order of the form. */
export function changedSections(before: SectionHashes, after: SectionHashes): readonly ReviewedSection[] {
  return REVIEWED_SECTIONS.filter((section) => before[section] !== after[section]);
}

function sectionsOf({
  dataPool,
  search: searched,
  limits,
  approval,
}: BatchSyncSettings): Readonly<Record<Exclude<keyof SectionHashes, 'mapping'>, unknown>> {
  const { canaries } = searched;
  const { name, urls, tls, authentication, bindDn, ...search } = {
    ...withoutSettingsOfReading({ dataPool, search: searched }),
    canaries,
  };
  // The classes as plain JSON, so that nested objects are compared as such.
  return JSON.parse(
    JSON.stringify({
      connection: { name, urls, tls: withoutKey(tls), authentication, bindDn },
      search,
      limits,
      approval,
    }),
  ) as Record<Exclude<keyof SectionHashes, 'mapping'>, unknown>;
}

/** A key belongs to its certificate. */
function withoutKey({ clientKey: _secret, ...tls }: TlsSettings): Omit<TlsSettings, 'clientKey'> {
  return tls;
}

/** The part of a value that is not as in `defaults`; undefined if there is none. */
function otherThan(defaults: unknown, value: unknown): unknown {
  if (settingsHash(value) === settingsHash(defaults ?? null)) return undefined;
  if (!isJsonObject(defaults) || !isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, otherThan(defaults[key], each)] as const);
  const different = entries.filter(([, each]) => each !== undefined);
  return different.length === 0 ? undefined : Object.fromEntries(different);
}
