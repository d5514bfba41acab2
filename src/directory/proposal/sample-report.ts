import type { DirectoryProposal, ProposalNote } from '../../contract/proposals.js';
import { USER_FIELDS, type UserField } from '../../contract/user-binding.js';
import type { Dialect } from '../dialects/dialect.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';
import { AttributeStatistics } from './attribute-statistics.js';
import type { EntrySample, SampledEntry } from './entry-sample.js';
import { proposedRows } from './proposed-mapping.js';
import { namesAllowed, type SchemaTexts } from './schema-names.js';

const MAX_SHOWN = 10;

type SampleReport = Pick<
  DirectoryProposal,
  'sampled' | 'sample' | 'stableId' | 'mapping' | 'unmapped' | 'unfilled' | 'names' | 'notes'
>;

/** What follows from the sampled entries that the active rules do not exclude. */
export function reportOf(
  { entries, stableIdAttribute }: EntrySample,
  dialect: Dialect,
  fields: ReadonlySet<UserField>,
  schema: SchemaTexts | undefined,
): SampleReport {
  const active = entries.filter(({ inactivity }) => !inactivity);
  const statistics = new AttributeStatistics();
  for (const { entry } of active) statistics.add(entry);
  const mapping = proposedRows(dialect, statistics).filter(({ field }) => fields.has(field));
  const mapped = new Set(mapping.map(({ attribute }) => attribute.toLowerCase()));
  const identified = active.filter(({ isIdentified }) => isIdentified).length;
  return {
    sampled: active.length,
    sample: active.slice(0, MAX_SHOWN).map(({ entry }) => ({ dn: entry.dn, name: nameOf(entry, dialect) })),
    stableId: stableIdAttribute === null ? null : { attribute: stableIdAttribute, entries: identified },
    mapping,
    unmapped: statistics.shares.filter(
      ({ attribute }) => !mapped.has(attribute.toLowerCase()) && !isOfServer(attribute, dialect),
    ),
    unfilled: USER_FIELDS.filter((field) => fields.has(field) && mapping.every((row) => row.field !== field)),
    names: furtherNames(active, statistics, dialect, schema),
    notes: sampleNotes(entries.length, active.length, identified, schema !== undefined),
  };
}

function sampleNotes(
  total: number,
  active: number,
  identified: number,
  isSchemaKnown: boolean,
): readonly ProposalNote[] {
  return [
    ...(active < total ? [{ code: 'INACTIVE_SAMPLED', params: { count: total - active, total } } as const] : []),
    ...(identified < active
      ? [{ code: 'STABLE_ID_MISSING', params: { count: active - identified, total: active } } as const]
      : []),
    ...(isSchemaKnown ? [] : [{ code: 'SCHEMA_HIDDEN', params: {} } as const]),
  ];
}

function furtherNames(
  active: readonly SampledEntry[],
  statistics: AttributeStatistics,
  dialect: Dialect,
  schema: SchemaTexts | undefined,
): readonly string[] {
  if (!schema) return [];
  const classes = new Set(active.flatMap(({ entry }) => textsOf(entry, 'objectClass')));
  return namesAllowed(schema, classes).filter((name) => !isOfServer(name, dialect) && !statistics.shareOf(name));
}

/** Attributes for the server's own use. */
function isOfServer(name: string, { ownAttributes, stableIds }: Dialect): boolean {
  return ownAttributes.test(name) || stableIds.some((each) => each.name.toLowerCase() === name.toLowerCase());
}

function nameOf(entry: SearchResultEntry, { nameAttributes }: Dialect): string {
  return nameAttributes.flatMap((name) => textsOf(entry, name))[0] ?? entry.dn;
}

function textsOf({ attributes }: SearchResultEntry, name: string): readonly string[] {
  const found = attributes.find(({ type }) => type.toLowerCase() === name.toLowerCase());
  return (found?.values ?? []).filter((value) => typeof value === 'string');
}
