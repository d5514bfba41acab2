import { comparableName } from '../../mapping/comparable-name.js';
import { splitUnescaped } from '../../mapping/distinguished-name.js';

export const SEARCH_SCOPES = ['subtree', 'oneLevel'] as const;
/** Everything below a base and the base itself, or only the entries directly below it (RFC 4511 section 4.5.1.2). */
export type SearchScopeName = (typeof SEARCH_SCOPES)[number];

export const EXCLUSION_KINDS = ['exclude', 'include'] as const;
/** Whether a container is left out, or is read although a container above it is left out. */
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];

export interface BaseStatement {
  readonly dn: string;
  readonly scope: SearchScopeName;
}

export interface ExclusionStatement {
  readonly dn: string;
  readonly kind: ExclusionKind;
}

/** Whether a run looks for an entry, by its DN alone. */
export type ScopeVerdict =
  | {
      readonly kind: 'inside';
      /** Positions of all bases whose search finds the entry, in ascending order. */
      readonly bases: readonly number[];
    }
  | {
      readonly kind: 'excluded';
      readonly bases: readonly number[];
      /** Position of the exclusion. */
      readonly by: number;
    }
  | { readonly kind: 'outside' };

/** A node of the tree of DNs that statements name. */
interface Container {
  readonly below: Map<string, Container>;
  subtree: number[];
  oneLevel: number[];
  exclusion: number | undefined;
}

const OUTSIDE: ScopeVerdict = { kind: 'outside' };

/**
 * The bases of a search with its exclusions. An entry is inside if the search of a base finds it and the nearest statement
 * about it or a container above it, be it a base or an exclusion, does not exclude it. A base with one level speaks for the
 * entries directly below it and for no others.
 */
export class SearchScope {
  private readonly root = emptyContainer();

  constructor(
    bases: readonly BaseStatement[],
    private readonly exclusions: readonly ExclusionStatement[],
  ) {
    for (const [index, { dn, scope }] of bases.entries()) this.containerOf(dn)[scope].push(index);
    for (const [index, { dn }] of exclusions.entries()) this.containerOf(dn).exclusion = index;
  }

  judge(dn: string): ScopeVerdict {
    const bases: number[] = [];
    let excludedBy: number | undefined;
    for (const { container, levels } of this.path(namesOf(dn))) {
      const own = [...container.subtree, ...(levels === 1 ? container.oneLevel : [])];
      bases.push(...own);
      if (container.exclusion !== undefined) excludedBy = this.excluding(container.exclusion);
      else if (own.length > 0) excludedBy = undefined;
    }
    if (bases.length === 0) return OUTSIDE;
    const found = bases.toSorted((one, other) => one - other);
    return excludedBy === undefined
      ? { kind: 'inside', bases: found }
      : { kind: 'excluded', bases: found, by: excludedBy };
  }

  /** The containers about which there are statements, from the root to the entry, with the levels from there to the entry. */
  private *path(names: readonly string[]): Generator<{ readonly container: Container; readonly levels: number }> {
    let container: Container | undefined = this.root;
    for (let levels = names.length; container; levels -= 1) {
      yield { container, levels };
      if (levels === 0 || container.below.size === 0) return;
      container = container.below.get(comparableName(names[levels - 1] ?? ''));
    }
  }

  private excluding(index: number): number | undefined {
    return this.exclusions[index]?.kind === 'exclude' ? index : undefined;
  }

  private containerOf(dn: string): Container {
    let container = this.root;
    for (const name of namesOf(dn).toReversed()) {
      const key = comparableName(name);
      const next = container.below.get(key) ?? emptyContainer();
      container.below.set(key, next);
      container = next;
    }
    return container;
  }
}

function emptyContainer(): Container {
  return { below: new Map(), subtree: [], oneLevel: [], exclusion: undefined };
}

/** The RDNs, that of the entry first. */
function namesOf(dn: string): readonly string[] {
  return dn.trim() === '' ? [] : splitUnescaped(dn, ',');
}
