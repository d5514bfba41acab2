import type { SyncError } from '../../contract/sync-error.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { readIncomplete } from '../client/directory-errors.js';
import type { PageResponse } from '../client/paged-client.js';
import type { SearchResultAttribute, SearchResultEntry } from '../wire/search-result-entry.js';

/** Active Directory returns at most 1,500 values at a time, as `member;range=0-1499` (MS-ADTS 3.1.1.3.1.3.3). */
const RANGE = /;range=(?<from>\d+)-(?<to>\d+|\*)/i;
/** Enough for millions of values; a hostile server could answer for ever. */
const MAX_REQUESTS = 5_000;
const ANY_ENTRY: LdapFilter = { kind: 'present', attribute: 'objectClass' };

/** Usually the entry was changed, moved or deleted after its page was read. */
class ValuesMissing extends Error {}

interface Range {
  readonly from: number;
  /** Undefined: up to the last value. */
  readonly to: number | undefined;
}

/** The entries of a page with all their values. Throws a `SyncError` if the directory does not return them. */
export async function entriesWithAllValues(
  connection: DirectoryConnection,
  page: PageResponse,
): Promise<Iterable<SearchResultEntry>> {
  if (!page.entries.hasRanges) return connection.entriesOf(page);
  const entries = [];
  for (const entry of connection.entriesOf(page)) entries.push(await withAllValues(connection, entry));
  return entries;
}

/** The entry with the values that the server returned a range of completed by asking on. */
export async function withAllValues(
  connection: DirectoryConnection,
  { dn, attributes }: SearchResultEntry,
): Promise<SearchResultEntry> {
  const complete = [];
  for (const attribute of attributes) complete.push(await completed(connection, dn, attribute));
  return { dn, attributes: complete };
}

async function completed(
  connection: DirectoryConnection,
  dn: string,
  attribute: SearchResultAttribute,
): Promise<SearchResultAttribute> {
  let to = rangeOf(attribute)?.to;
  const type = attribute.type.replace(RANGE, '');
  const values = [...attribute.values];
  for (let requests = 0; to !== undefined; requests += 1) {
    const from = to + 1;
    const part = requests < MAX_REQUESTS ? await partFrom(connection, dn, type, from) : undefined;
    const range = part && rangeOf(part);
    const isNext = range?.from === from && (range.to === undefined || range.to >= from);
    if (!part || !isNext) throw valuesMissing(connection, type);
    for (const value of part.values) values.push(value);
    to = range.to;
  }
  return { type, values };
}

/** Whether a directory did not return all values of an attribute, so that a new read may succeed. */
export function isValuesMissing({ cause }: SyncError): boolean {
  return cause instanceof ValuesMissing;
}

function valuesMissing({ search }: DirectoryConnection, type: string): SyncError {
  const reason = `not all values of ${type} were returned`;
  return readIncomplete(search, reason, new ValuesMissing(reason));
}

async function partFrom(
  connection: DirectoryConnection,
  dn: string,
  type: string,
  from: number,
): Promise<SearchResultAttribute | undefined> {
  const search = { baseDn: dn, scope: 'base', filter: ANY_ENTRY, size: 1 } as const;
  const { entries } = await connection.lookUp({ ...search, attributes: [`${type};range=${from}-*`] });
  return entries[0]?.attributes.find((part) => rangeOf(part) && isSame(part.type.replace(RANGE, ''), type));
}

function rangeOf({ type }: SearchResultAttribute): Range | undefined {
  const { from, to } = RANGE.exec(type)?.groups ?? {};
  return from === undefined ? undefined : { from: Number(from), to: to === '*' ? undefined : Number(to) };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
