import type { EntryQuestion } from '../../engine/ports/entry-lookup.js';
import { isBelow } from '../../settings/rules/distinguished-name.js';
import { filterText } from '../../settings/rules/filter-text.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import type { Dialect } from '../dialects/dialect.js';
import { questionFilter } from './question-filter.js';

/** A server holds one tree or two; Active Directory has further ones that contain no people. */
const MAX_TREES = 3;
const ANY_ENTRY: LdapFilter = { kind: 'present', attribute: 'objectClass' };

/** A search that answers a question. */
export interface EntrySearch {
  readonly question: EntryQuestion;
  readonly baseDn: string;
  readonly scope: 'base' | 'sub';
  readonly filter: LdapFilter;
  /** Whether it looks outside the bases of the search for someone whom no run reads. */
  readonly isElsewhere: boolean;
}

/**
 * The searches for questions, in their order: first by DN and below the bases, then in the trees that contain more than
 * these, so that someone outside is found by name, too. Those in one list answer one question together.
 */
export function searchesFor(
  questions: readonly EntryQuestion[],
  bases: readonly string[],
  dialect: Dialect,
  namingContexts: readonly string[],
): readonly (readonly EntrySearch[])[] {
  const roots = outermost(bases);
  const elsewhere = namingContexts
    .filter((context) => !roots.some((root) => isBelow(context, root)))
    .slice(0, MAX_TREES);
  const byValue = questions.filter((question) => !('dn' in question));
  return [
    ...questions.map((question) => searchesIn(question, roots, dialect, false)),
    ...elsewhere.flatMap((context) => byValue.map((question) => searchesIn(question, [context], dialect, true))),
  ];
}

/** The bases that are below no other one, because a tree is searched once. */
function outermost(bases: readonly string[]): readonly string[] {
  return bases.filter((base, index) => {
    const contains = (other: string, at: number) =>
      at !== index && isBelow(base, other) && (at < index || !isBelow(other, base));
    return !bases.some(contains);
  });
}

/** None for an id that this directory cannot have. */
function searchesIn(
  question: EntryQuestion,
  roots: readonly string[],
  dialect: Dialect,
  isElsewhere: boolean,
): readonly EntrySearch[] {
  if ('dn' in question) return [{ question, baseDn: question.dn, scope: 'base', filter: ANY_ENTRY, isElsewhere }];
  const filter = questionFilter(question, dialect);
  const isEmpty = filter.kind === 'or' && filter.filters.length === 0;
  return isEmpty ? [] : roots.map((baseDn) => ({ question, baseDn, scope: 'sub', filter, isElsewhere }));
}

/** The search as people read it. */
export function textOf({ baseDn, scope, filter }: EntrySearch): string {
  return scope === 'base' ? baseDn : `${baseDn} ${filterText(filter)}`;
}
