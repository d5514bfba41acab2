import {
  type EntryAnswer,
  EntryLookup,
  type EntryQuestion,
  type LookedUpEntry,
  MAX_LOOKED_UP,
} from '../../engine/ports/entry-lookup.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import { isBelow } from '../../settings/rules/distinguished-name.js';
import { filterText } from '../../settings/rules/filter-text.js';
import { type LdapFilter, parseFilter } from '../../settings/rules/ldap-filter.js';
import { AllowedTargets } from '../client/allowed-targets.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { filterRejected } from '../client/directory-errors.js';
import { connectWithFailover } from '../client/fail-over.js';
import { CHECK_TIMEOUTS } from '../client/timeouts.js';
import type { Dialect } from '../dialects/dialects.js';
import { EntryReader } from '../read/entry-reader.js';
import { judgedFilter } from './judged-filter.js';
import { questionFilter } from './question-filter.js';

const ANY_ENTRY: LdapFilter = { kind: 'present', attribute: 'objectClass' };

/** Looks for single entries, over a connection of its own. */
export class LdaptsEntryLookup extends EntryLookup {
  constructor(
    private readonly timeouts = CHECK_TIMEOUTS,
    private readonly targets = AllowedTargets.of(undefined),
  ) {
    super();
  }

  async find(
    pool: DataPoolSettings,
    questions: readonly EntryQuestion[],
    attributes: readonly string[],
    signal: AbortSignal,
  ): Promise<EntryAnswer> {
    const connection = await connectWithFailover(pool, this.timeouts, signal, this.targets);
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      return await answer(connection, pool, questions, attributes);
    } finally {
      signal.removeEventListener('abort', close);
      await connection.unbind();
    }
  }
}

async function answer(
  connection: DirectoryConnection,
  pool: DataPoolSettings,
  questions: readonly EntryQuestion[],
  attributes: readonly string[],
): Promise<EntryAnswer> {
  const parsed = parseFilter(pool.filter);
  if (!parsed.ok) throw filterRejected(connection.search);
  const { dialect } = await connection.product();
  const reader = new EntryReader(attributes, dialect);
  const asked: string[] = [];
  for (const question of questions) {
    const { baseDn, scope, filter } = searchFor(question, pool, dialect);
    // An id that this directory cannot have.
    if (filter.kind === 'or' && filter.filters.length === 0) continue;
    asked.push(scope === 'base' ? baseDn : `${baseDn} ${filterText(filter)}`);
    const found = await connection.lookUp({ baseDn, scope, filter, attributes: reader.requested, size: MAX_LOOKED_UP });
    const meant = found.map((each) => reader.read(each)).filter(({ stableId }) => isMeant(question, stableId));
    if (meant.length === 0) continue;
    const entries: LookedUpEntry[] = [];
    for (const entry of meant) {
      const judge = (part: LdapFilter) => isFound(connection, entry.dn, part);
      const judged = await judgedFilter(parsed.filter, judge);
      entries.push({ entry, isBelowBase: isBelow(entry.dn, pool.baseDn), filter: judged });
    }
    return { asked, entries };
  }
  return { asked, entries: [] };
}

function searchFor(question: EntryQuestion, pool: DataPoolSettings, dialect: Dialect) {
  return 'dn' in question
    ? ({ baseDn: question.dn, scope: 'base', filter: ANY_ENTRY } as const)
    : ({ baseDn: pool.baseDn, scope: 'sub', filter: questionFilter(question, dialect) } as const);
}

/** A DN may belong to someone else by now. */
function isMeant(question: EntryQuestion, stableId: string | undefined): boolean {
  return !('dn' in question) || question.stableId === undefined || question.stableId === stableId;
}

async function isFound(connection: DirectoryConnection, dn: string, filter: LdapFilter): Promise<boolean> {
  const found = await connection.lookUp({ baseDn: dn, scope: 'base', filter, attributes: ['1.1'], size: 1 });
  return found.length > 0;
}
