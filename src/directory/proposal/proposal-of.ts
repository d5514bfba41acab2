import type { DirectoryProposal, EntryCount, ProposalNote } from '../../contract/proposals.js';
import type { ProposalQuestion } from '../../engine/ports/directory-proposals.js';
import { type LdapFilter, parseFilter } from '../../settings/rules/ldap-filter.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { filterRejected } from '../client/directory-errors.js';
import { isGlobalCatalog } from '../client/global-catalog.js';
import { activeRuleFigures } from './active-rule-figures.js';
import { EntryCounter } from './entry-counter.js';
import { sampleOf } from './entry-sample.js';
import { filterNotes } from './filter-notes.js';
import { proposedBases } from './proposed-bases.js';
import { reportOf } from './sample-report.js';
import { schemaOf } from './schema-of.js';

/** For counting and the sample, of the time for all questions. */
const COUNTING_MS = 8_000;

/** Asks the server, over one connection, what to enter. */
export async function proposalOf(
  connection: DirectoryConnection,
  { dataPool, search }: DirectorySource,
  question: ProposalQuestion,
): Promise<DirectoryProposal> {
  const { dialect } = connection.product;
  const { activeRules } = search;
  const { bases: given = [], filter = dialect.personFilter, fields } = question;
  const [wanted, person] = [parsed(connection, filter), parsed(connection, dialect.personFilter)];
  const until = performance.now() + COUNTING_MS;
  const counter = new EntryCounter(connection, dataPool.pageSize, until);

  const bases = await proposedBases(connection.product, given, counter, given.length > 0 ? wanted : person);
  if (given.length > 0) {
    for (const { dn, people } of bases) if (people?.count === 0) await connection.findBase(dn);
  }
  const searched = bases.filter(({ isProposed }) => isProposed).map(({ dn }) => dn);
  const matches = await counter.countIn(searched, wanted);
  const sample = await sampleOf(connection, { bases: searched, filter: wanted, activeRules, until });
  const { notes, ...report } = reportOf(sample, dialect, fields, await schemaOf(connection));
  const examined = { bases: searched, filter: wanted, settings: activeRules, pageSize: dataPool.pageSize, until };
  const figures = await activeRuleFigures(connection, examined);
  const isTyped = question.filter !== undefined;
  const ofFilter = isTyped ? await filterNotes(wanted, person, (each) => counter.countIn(searched, each)) : [];
  return {
    server: connection.url,
    dialect: dialect.id,
    product: dialect.name,
    bases,
    filter,
    matches,
    activeRules: figures.rules.filter(({ isOn }) => isOn).map(({ rule }) => rule),
    activeRuleFigures: figures,
    ...report,
    notes: [...serverNotes(connection, dataPool, matches), ...ofFilter, ...notes],
  };
}

function serverNotes(
  { url, product }: DirectoryConnection,
  { dialect }: DataPoolSettings,
  matches: EntryCount | null,
): readonly ProposalNote[] {
  const isUnknown = product.dialect.id === 'ldap' && dialect === 'automatic';
  return [
    ...(isGlobalCatalog(url) ? [{ code: 'GLOBAL_CATALOG', params: {} } as const] : []),
    ...(isUnknown ? [{ code: 'PRODUCT_UNKNOWN', params: {} } as const] : []),
    ...(matches?.count === 0 && !matches.isAtLeast ? [{ code: 'NOBODY_FOUND', params: {} } as const] : []),
  ];
}

function parsed({ search }: DirectoryConnection, text: string): LdapFilter {
  const result = parseFilter(text);
  if (!result.ok) throw filterRejected({ ...search, filter: text });
  return result.filter;
}
