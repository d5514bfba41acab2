import type { Statement } from '../../shared/settings-schema/statements.js';
import { keyOf, namesOf } from './container-names.js';

/** The settings that say which containers are searched. */
export interface StatedSearch {
  readonly bases: readonly Statement[];
  readonly exclusions: readonly Statement[];
}

/** A container as the directory shows it. */
export interface NamedContainer {
  readonly dn: string;
  readonly stableId: string | null;
}

/** What is read below a container: everything, only what is directly in it, or nothing. */
export type Reading = 'all' | 'level' | 'none';

export interface ContainerState {
  readonly reading: Reading;
  /** Whether that does not hold for all containers below it. */
  readonly isMixed: boolean;
  /** Whether the containers above it make it be read; then one level of it cannot be read alone. */
  readonly isInherited: boolean;
}

type ListName = keyof StatedSearch;

interface Located {
  readonly list: ListName;
  readonly statement: Statement;
  /** Its container and those above it, the container first. */
  readonly names: readonly string[];
}

export interface KnownContainers {
  /** Containers that the tree shows. One that a statement names by its stable id is there, whatever its DN was. */
  readonly shown: readonly NamedContainer[];
  /** The base of a search that names none. */
  readonly defaultBase: NamedContainer | undefined;
}

const SUBTREE = 'subtree';
const ONE_LEVEL = 'oneLevel';

/**
 * Which containers a search reads, by its statements: an entry is read if the search of a base finds it, and the nearest
 * statement about it or a container above it does not exclude it, as `SearchScope` of the host judges it.
 */
export class ChosenContainers {
  private readonly statements: readonly Located[];
  private readonly byName: ReadonlyMap<string, readonly Located[]>;
  private readonly aboveChanges: ReadonlySet<string>;
  private readonly implied: Statement | undefined;

  constructor(
    search: StatedSearch,
    private readonly known: KnownContainers,
  ) {
    const { defaultBase } = known;
    this.implied = search.bases.length === 0 && defaultBase ? stated(defaultBase, 'scope', SUBTREE) : undefined;
    const bases = this.implied ? [this.implied] : search.bases;
    const whereIs = placesOf([...bases, ...search.exclusions], known.shown);
    const locate = (list: ListName) => (statement: Statement) => ({ list, statement, names: whereIs(statement) });
    this.statements = [...bases.map(locate('bases')), ...search.exclusions.map(locate('exclusions'))];
    this.byName = Map.groupBy(this.statements, ({ names }) => keyOf(names));
    this.aboveChanges = this.changes();
  }

  stateOf({ dn }: Pick<NamedContainer, 'dn'>): ContainerState {
    const names = namesOf(dn);
    return {
      reading: this.readingOf(names),
      isMixed: this.aboveChanges.has(keyOf(names)),
      isInherited: this.isRead(names.slice(1), 2),
    };
  }

  /**
   * The statements after a choice for a container. Other statements stay, except those about containers below it, for which the
   * choice speaks, too. Undefined if nothing would be read, which no search can state.
   */
  choose(container: NamedContainer, reading: Reading): StatedSearch | undefined {
    const names = namesOf(container.dn);
    const rest = this.statements.filter((each) => !isAtOrBelow(each.names, names));
    const before = this.statements.find((each) => keyOf(each.names) === keyOf(names));
    const without = new ChosenContainers(listsOf(rest), { ...this.known, defaultBase: undefined });
    const added = without.statementFor(container, reading);
    const kept = listsOf(rest);
    const search = added ? withStatement(kept, added, before && this.positionOf(before, rest)) : kept;
    const [first, ...others] = search.bases;
    if (first === undefined) return undefined;
    return first === this.implied && others.length === 0 ? { ...search, bases: [] } : search;
  }

  private statementFor(container: NamedContainer, reading: Reading): Pick<Located, 'list' | 'statement'> | undefined {
    const names = namesOf(container.dn);
    const isRead = this.isRead(names, 1);
    if (reading === 'level') {
      return isRead ? undefined : { list: 'bases', statement: stated(container, 'scope', ONE_LEVEL) };
    }
    if (reading === 'none') {
      return isRead || this.isRead(names, 0) ? excluding(container, 'exclude') : undefined;
    }
    if (isRead) return undefined;
    return this.isFound(names)
      ? excluding(container, 'include')
      : { list: 'bases', statement: stated(container, 'scope', SUBTREE) };
  }

  private readingOf(names: readonly string[]): Reading {
    if (this.isRead(names, 2)) return 'all';
    return this.isRead(names, 1) ? 'level' : 'none';
  }

  /** Whether an entry so many levels below a container is read, unless there are statements about containers between. */
  private isRead(names: readonly string[], levels: number): boolean {
    let [isFound, isExcluded] = [false, false];
    for (let depth = 0; depth <= names.length; depth += 1) {
      const here = this.byName.get(keyOf(names.slice(names.length - depth))) ?? [];
      const isLevel = names.length - depth + levels === 1;
      const bases = here.filter(({ list, statement }) => list === 'bases' && finds(statement, isLevel));
      const exclusion = here.findLast(({ list }) => list === 'exclusions');
      isFound ||= bases.length > 0;
      if (exclusion) isExcluded = exclusion.statement['kind'] === 'exclude';
      else if (bases.length > 0) isExcluded = false;
    }
    return isFound && !isExcluded;
  }

  /** Whether the search of a base finds what is in the container, be it excluded or not. */
  private isFound(names: readonly string[]): boolean {
    return this.statements.some(
      ({ list, statement, names: base }) =>
        list === 'bases' && statement['scope'] === SUBTREE && isAtOrBelow(names, base),
    );
  }

  /** The containers above one that is not read as its own container is. */
  private changes(): ReadonlySet<string> {
    const above = new Set<string>();
    for (const { names } of this.statements) {
      const isAsAbove = [0, 1, 2].every(
        (levels) => this.isRead(names, levels) === this.isRead(names.slice(1), levels + 1),
      );
      if (isAsAbove) continue;
      for (let index = 1; index < names.length; index += 1) above.add(keyOf(names.slice(index)));
    }
    return above;
  }

  /** Where a statement is in its list when those that are not among `rest` are gone. */
  private positionOf(before: Located, rest: readonly Located[]): { readonly list: ListName; readonly index: number } {
    const { list } = before;
    const index = this.statements
      .slice(0, this.statements.indexOf(before))
      .filter((each) => each.list === list && rest.includes(each)).length;
    return { list, index };
  }
}

/** Where the containers of statements are now, as far as the tree shows them or one above them. */
function placesOf(
  statements: readonly Statement[],
  shown: readonly NamedContainer[],
): (statement: Statement) => readonly string[] {
  const byId = new Map(shown.flatMap(({ dn, stableId }) => (stableId === null ? [] : [[stableId, dn] as const])));
  const shownPlace = ({ stableId }: Statement) => (stableId === undefined ? undefined : byId.get(stableId));
  const moves = statements.flatMap((statement) => {
    const place = shownPlace(statement);
    return place === undefined ? [] : [{ from: namesOf(statement.dn), to: namesOf(place) }];
  });
  return (statement) => {
    const place = shownPlace(statement);
    const names = namesOf(place ?? statement.dn);
    if (place !== undefined) return names;
    const above = moves.filter(({ from }) => isAtOrBelow(names, from));
    const nearest = above.toSorted((one, other) => other.from.length - one.from.length)[0];
    return nearest ? [...names.slice(0, names.length - nearest.from.length), ...nearest.to] : names;
  };
}

function finds(base: Statement, isLevel: boolean): boolean {
  return base['scope'] === SUBTREE || (base['scope'] === ONE_LEVEL && isLevel);
}

function excluding(container: NamedContainer, kind: 'exclude' | 'include') {
  return { list: 'exclusions', statement: stated(container, 'kind', kind) } as const;
}

/** Bound to its container from the first save. */
function stated({ dn, stableId }: NamedContainer, choice: string, value: string): Statement {
  return { dn, [choice]: value, ...(stableId !== null && { stableId }) };
}

function listsOf(statements: readonly Located[]): StatedSearch {
  const inList = (name: ListName) => statements.flatMap(({ list, statement }) => (list === name ? [statement] : []));
  return { bases: inList('bases'), exclusions: inList('exclusions') };
}

function withStatement(
  search: StatedSearch,
  { list, statement }: Pick<Located, 'list' | 'statement'>,
  before: { readonly list: ListName; readonly index: number } | undefined,
): StatedSearch {
  const index = before?.list === list ? before.index : search[list].length;
  return { ...search, [list]: search[list].toSpliced(index, 0, statement) };
}

function isAtOrBelow(names: readonly string[], container: readonly string[]): boolean {
  const depth = names.length - container.length;
  return depth >= 0 && keyOf(names.slice(depth)) === keyOf(container);
}
