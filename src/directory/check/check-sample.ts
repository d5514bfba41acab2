import type { MessageParameters } from '../../contract/sync-error.js';
import type { Entry } from '../../mapping/directory-user.js';
import { absentAttributes } from '../../mapping/absent-attributes.js';
import { secretFieldsOf, withoutSecrets } from '../../mapping/hidden-secrets.js';
import { prepareMapping } from '../../mapping/map-entry.js';
import type { Mapped, Rejected } from '../../mapping/directory-user.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import { sourcesOf } from '../../mapping/sources/sources.js';
import type { FieldLimits } from '../../contract/users-table.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { absentFindings, type ValueCounts } from './absent-findings.js';
import { AttributeNames } from './attribute-names.js';
import { sharesOf } from './attribute-shares.js';
import { missingCanaries } from './missing-canaries.js';
import { inactiveFinding, mappingFinding, rightsFinding, stableIdsFinding } from './check-findings.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';
import type { CheckSteps, ExaminedEntries } from './check-steps.js';
import type { FoundSearch } from '../containers/find-containers.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { searchRefused } from '../client/directory-errors.js';
import { entriesWithAllValues } from '../read/attribute-ranges.js';
import { RulesInForce } from '../dialects/rules-in-force.js';
import type { EntryReader } from '../read/entry-reader.js';
import { openEntryReader } from '../read/open-entry-reader.js';
import { requestFirstPage } from '../read/first-page.js';
import { countEntries } from '../read/count-entries.js';
import { schemaOf } from '../proposal/schema-of.js';
import { namesInSample } from '../read/names-in-sample.js';
import { RESULT } from '../client/result-codes.js';

const MAX_SHOWN = 5;
/** How long the check goes on, without attributes, to find a limit of the server at which a read would end. */
const COUNT_MS = 2_000;
/** A server may send empty pages before the first entry. */
const MAX_PAGES = 5;

export interface Sample {
  readonly entries: readonly Entry[];
  /** Whether the search finds further entries. */
  readonly more: boolean;
  readonly names: AttributeNames;
  /** Of the people who must always be found, those whom a read would not find. */
  readonly missing: readonly string[];
  /** Names of the attributes that hold the stable id in this directory. */
  readonly stableIds: string;
  /** As in a read. */
  readonly pageSize: { readonly used: number | undefined; readonly refused: number | null };
}

/** What is known of the users whom the mapping writes. */
export interface KnownUsers {
  readonly limits: FieldLimits;
  /** How many users have a value in each of the fields. */
  readonly withValues: ValueCounts;
}

/** Reads the first page of entries that the search finds, with the requests of a read: of the first base that has any. */
export async function readSample(
  connection: DirectoryConnection,
  { dataPool, search }: DirectorySource,
  found: FoundSearch,
  mapping: readonly MappingRule[],
): Promise<Sample> {
  const { bases, scope } = found;
  const { dialect } = connection.product;
  const rules = new RulesInForce(dialect, search.activeRules);
  const reader = await openEntryReader(connection, sourcesOf(mapping), rules);
  const stableIds = dialect.stableIds.map(({ name }) => name).join(', ');
  const until = performance.now() + COUNT_MS;
  let sample: FirstEntries | undefined;
  let names: readonly string[] = [];
  for (const base of bases) {
    connection.enter(base);
    const isRead = ({ dn }: SearchResultEntry) => scope.judge(dn).kind !== 'excluded';
    const first = await readFirst(connection, reader, dataPool.pageSize, isRead, until);
    if (first.entries.length > 0 && !sample?.entries.length) names = await namesInSample(connection, MAX_SHOWN);
    if (!sample?.entries.length) sample = first;
    await countEntries(connection, { filter: connection.filter(), pageSize: first.pageSize.used, until });
  }
  const { entries = [], more = false, pageSize = { used: dataPool.pageSize, refused: null } } = sample ?? {};
  const missing = await missingCanaries(connection, found, search.canaries);
  const seen = [...names, ...new Set(entries.flatMap(({ attributes }) => Object.keys(attributes)))];
  const known = new AttributeNames(await schemaOf(connection), seen);
  return { entries, more: more || bases.length > 1, names: known, missing, stableIds, pageSize };
}

type FirstEntries = Pick<Sample, 'entries' | 'more' | 'pageSize'>;

/** The first entries below the base that was entered and that no exclusion discards. */
async function readFirst(
  connection: DirectoryConnection,
  reader: EntryReader,
  pageSize: number,
  isRead: (entry: SearchResultEntry) => boolean,
  until: number,
): Promise<FirstEntries> {
  const { page: first, size, refused } = await requestFirstPage(connection, reader.requested, pageSize);
  let response = first;
  for (let page = 1; ; page += 1) {
    if (response.status !== RESULT.success) throw searchRefused(connection.search, response);
    const cookie = response.cookie?.length ? response.cookie : undefined;
    const found = [...(await entriesWithAllValues(connection, response))].filter(isRead);
    const isLast = !cookie || (page >= MAX_PAGES && performance.now() > until);
    if (found.length > 0 || isLast) {
      const entries = found.map((entry) => reader.read(entry));
      return { entries, more: cookie !== undefined, pageSize: { used: size, refused } };
    }
    response = await connection.page(reader.requested, size === undefined ? undefined : { size, cookie });
  }
}

/** Checks which attributes the user can read and how the entries are mapped. */
export async function mapSample(
  sample: Sample,
  mapping: readonly MappingRule[],
  { limits, withValues }: KnownUsers,
  steps: CheckSteps,
): Promise<ExaminedEntries> {
  await checkPermissions(sample, mapping, withValues, steps);

  const active = sample.entries.filter(({ inactivity }) => !inactivity);
  const inactive = sample.entries.filter(({ inactivity }) => inactivity);
  const excluded = inactiveFinding(inactive, sample.entries.length);
  const results = active.map(prepareMapping(mapping, limits));
  const mapped = results.filter(isMapped);
  const problems = results.flatMap((each) => (each.ok ? [] : [each.problem]));
  const finding = active.length === 0 && excluded ? excluded : mappingFinding(mapped.length, problems);
  steps.record('map', { ...finding, ...(excluded && active.length > 0 && { further: [excluded] }) });
  const secretFields = secretFieldsOf(mapping);
  const rows = mapped.slice(0, MAX_SHOWN).map(toRow);
  return { sample: rows.map((row) => withoutSecrets(row, secretFields)), shares: sharesOf(sample.entries, mapping) };
}

async function checkPermissions(
  { entries, names, stableIds }: Sample,
  mapping: readonly MappingRule[],
  withValues: ValueCounts,
  steps: CheckSteps,
): Promise<void> {
  if (entries.every(({ stableId }) => stableId === undefined)) {
    steps.record('rights', { code: 'STABLE_ID_HIDDEN', params: { attributes: stableIds }, outcome: 'failed' });
    return;
  }
  const isVisible = (name: string) => entries.some(({ attributes }) => Object.hasOwn(attributes, name.toLowerCase()));
  const absent = absentAttributes(mapping, isVisible);
  const lines = await absentFindings(absent, names, entries.length, withValues);
  // Those for which these lines do not say what is meant.
  const unknown = sourcesOf(mapping).filter((name) => !lines.some((each) => isAbout(each, name)));
  const ids = stableIdsFinding(entries, stableIds);
  const [first, ...further] = [...ids, ...lines, ...names.findings(unknown, 'ATTRIBUTE_UNKNOWN')];
  if (!first) steps.record('rights', rightsFinding(names));
  else steps.record('rights', { ...first, outcome: 'warning', ...(further.length > 0 && { further }) });
}

function isAbout({ params }: { readonly params: MessageParameters }, attribute: string): boolean {
  return params['attribute'] === attribute && params['similar'] !== undefined;
}

function isMapped(result: Mapped | Rejected): result is Mapped {
  return result.ok;
}

function toRow({ user }: Mapped): Readonly<Record<string, unknown>> {
  const further = Object.entries(user.attributes).map(([name, value]) => [`attributes.${name}`, value] as const);
  return { dn: user.dn, stableId: user.stableId, ...user.fields, ...Object.fromEntries(further) };
}
