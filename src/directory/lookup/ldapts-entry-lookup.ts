import type { ErrorCode } from '../../contract/error-codes.js';
import { SyncError } from '../../contract/sync-error.js';
import {
  type EntryAnswer,
  EntryLookup,
  type EntryQuestion,
  type LookedUpEntry,
  MAX_LOOKED_UP,
} from '../../engine/ports/entry-lookup.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import { findContainers, type FoundSearch } from '../containers/find-containers.js';
import { AllowedTargets } from '../client/allowed-targets.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { connectWithFailover } from '../client/fail-over.js';
import { CHECK_TIMEOUTS } from '../client/timeouts.js';
import { withAllValues } from '../read/attribute-ranges.js';
import { RulesInForce } from '../dialects/rules-in-force.js';
import type { EntryReader } from '../read/entry-reader.js';
import { openEntryReader } from '../read/open-entry-reader.js';
import { judgedFilter } from './judged-filter.js';
import { type EntrySearch, searchesFor, textOf } from './entry-searches.js';

/** The answers of a server that refuses a search. The connection can still be used. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LDAP_BASE_NOT_FOUND',
  'LDAP_FILTER_REJECTED',
  'LDAP_RIGHTS_MISSING',
  'LDAP_SEARCH_FAILED',
]);

/** Looks for single entries, over a connection of its own. */
export class LdaptsEntryLookup extends EntryLookup {
  constructor(
    private readonly timeouts = CHECK_TIMEOUTS,
    private readonly targets = AllowedTargets.of(undefined),
  ) {
    super();
  }

  async find(
    source: DirectorySource,
    questions: readonly EntryQuestion[],
    attributes: readonly string[],
    signal: AbortSignal,
  ): Promise<EntryAnswer> {
    const connection = await connectWithFailover(source, this.timeouts, signal, this.targets);
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      return await answer(connection, source, questions, attributes);
    } finally {
      signal.removeEventListener('abort', close);
      await connection.unbind();
    }
  }
}

async function answer(
  connection: DirectoryConnection,
  { search }: DirectorySource,
  questions: readonly EntryQuestion[],
  attributes: readonly string[],
): Promise<EntryAnswer> {
  const filter = connection.filter();
  const { dialect, namingContexts } = connection.product;
  const reader = await openEntryReader(connection, attributes, new RulesInForce(dialect, search.activeRules));
  const asked: string[] = [];
  let refusal: SyncError | null = null;
  const found = await findContainers(connection, search);
  const roots = found.bases.map(({ dn }) => dn);
  for (const searches of searchesFor(questions, roots, dialect, namingContexts)) {
    const judged: LookedUpEntry[] = [];
    let cut: SyncError | undefined;
    let hasMore = false;
    for (const each of searches) {
      const answered = await perform(connection, each, reader);
      const { entries, error } = answered;
      asked.push(error ? `${textOf(each)}: ${error.code}` : textOf(each));
      if (error && !each.isElsewhere) refusal ??= error;
      cut ??= answered.cut;
      hasMore ||= answered.hasMore === true;
      for (const entry of entries) {
        judged.push({ ...(await judge(connection, filter, entry)), ...placeOf(entry, found) });
      }
    }
    if (judged.length === 0) continue;
    const isSettled = judged.some(({ isBelowBase }) => isBelowBase);
    const entries = judged.slice(0, MAX_LOOKED_UP);
    const isAll = !hasMore && judged.length === entries.length;
    return {
      asked,
      entries,
      refusal: isSettled ? null : refusal,
      ...(cut && { cut }),
      ...(!isAll && { hasMore: true }),
    };
  }
  return { asked, entries: [], refusal };
}

type Place = Pick<LookedUpEntry, 'isBelowBase' | 'excludedBy'>;

/** Whether a run looks for the entry, by its DN. */
function placeOf({ dn }: Entry, { scope, exclusions }: FoundSearch): Place {
  const verdict = scope.judge(dn);
  const excludedBy = verdict.kind === 'excluded' ? exclusions[verdict.by]?.dn : undefined;
  return { isBelowBase: verdict.kind === 'inside', ...(excludedBy !== undefined && { excludedBy }) };
}

interface Found {
  readonly entries: readonly Entry[];
  /** Why the server refused the search. */
  readonly error?: SyncError;
  /** Why the server did not return all entries. */
  readonly cut?: SyncError;
  readonly hasMore?: boolean;
}

/** Throws the error of a lost connection, unless the search goes beyond what runs may read. */
async function perform(
  connection: DirectoryConnection,
  { question, isElsewhere, ...search }: EntrySearch,
  reader: EntryReader,
): Promise<Found> {
  try {
    const found = await connection.lookUp({ ...search, attributes: reader.requested, size: MAX_LOOKED_UP });
    const entries: Entry[] = [];
    for (const each of found.entries) entries.push(reader.read(await withAllValues(connection, each)));
    return { ...found, entries: entries.filter(({ stableId }) => isMeant(question, stableId)) };
  } catch (error) {
    if (error instanceof SyncError && (isElsewhere || REFUSALS.has(error.code))) return { entries: [], error };
    throw error;
  }
}

/** A DN may belong to someone else by now. */
function isMeant(question: EntryQuestion, stableId: string | undefined): boolean {
  return !('dn' in question) || question.stableId === undefined || question.stableId === stableId;
}

/** A part of the filter that the server refuses finds nobody. */
async function judge(
  connection: DirectoryConnection,
  parsed: LdapFilter,
  entry: Entry,
): Promise<Omit<LookedUpEntry, keyof Place>> {
  let unjudged: SyncError | undefined;
  const filter = await judgedFilter(parsed, async (part) => {
    try {
      const search = { baseDn: entry.dn, scope: 'base', filter: part, attributes: ['1.1'], size: 1 } as const;
      return (await connection.lookUp(search)).entries.length > 0;
    } catch (error) {
      if (!(error instanceof SyncError && REFUSALS.has(error.code))) throw error;
      unjudged ??= error;
      return false;
    }
  });
  return { entry, filter, ...(unjudged && { unjudged }) };
}
