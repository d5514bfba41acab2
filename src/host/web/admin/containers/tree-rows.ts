import type { TreeContainer, TreeLevel } from '../../shared/api/api-types.js';
import { firstNameOf } from './container-names.js';

/** What is known of the containers below one. */
export interface LoadedLevel {
  readonly data: TreeLevel | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The levels by the DN above them; that of the roots by null. */
export type LevelsByParent = ReadonlyMap<string | null, LoadedLevel>;

/** A line of the tree. */
export interface TreeRow extends TreeContainer {
  /** The DN of a root, else the first RDN. */
  readonly name: string;
  readonly parent: string | null;
  /** 1 for a root. */
  readonly depth: number;
  readonly position: number;
  readonly siblings: number;
  /** Undefined: there is nothing below it. */
  readonly isExpanded: boolean | undefined;
  /** What is below it, if it is expanded. */
  readonly below: LoadedLevel | undefined;
}

/** The visible lines, from top to bottom. */
export function rowsOf(levels: LevelsByParent, isExpanded: (dn: string) => boolean): readonly TreeRow[] {
  return rowsBelow(null, 1, levels, isExpanded);
}

function rowsBelow(
  parent: string | null,
  depth: number,
  levels: LevelsByParent,
  isExpanded: (dn: string) => boolean,
): readonly TreeRow[] {
  const containers = levels.get(parent)?.data?.containers ?? [];
  return containers.flatMap((container, index) => {
    const { dn, hasChildren } = container;
    const below = isExpanded(dn) ? levels.get(dn) : undefined;
    const isLeaf = hasChildren === false || below?.data?.containers.length === 0;
    const row: TreeRow = {
      ...container,
      name: parent === null ? dn : firstNameOf(dn),
      parent,
      depth,
      position: index + 1,
      siblings: containers.length,
      isExpanded: isLeaf ? undefined : isExpanded(dn),
      below,
    };
    return [row, ...(row.isExpanded ? rowsBelow(dn, depth + 1, levels, isExpanded) : [])];
  });
}

/** What a key does in a tree, as the WAI-ARIA Authoring Practices describe it. */
export type TreeMove =
  | { readonly kind: 'focus'; readonly dn: string }
  | { readonly kind: 'expand' | 'collapse' | 'toggle'; readonly dn: string };

/** @param typed the characters that were typed shortly before, with this one. */
export function moveOf(rows: readonly TreeRow[], current: string, key: string, typed: string): TreeMove | undefined {
  const index = rows.findIndex(({ dn }) => dn === current);
  const row = rows[index];
  if (!row) return undefined;
  switch (key) {
    case 'ArrowDown':
      return focusOn(rows[index + 1]);
    case 'ArrowUp':
      return focusOn(rows[index - 1]);
    case 'Home':
      return focusOn(rows[0]);
    case 'End':
      return focusOn(rows.at(-1));
    case 'ArrowRight':
      return row.isExpanded === false ? { kind: 'expand', dn: current } : focusOn(firstBelow(rows, index));
    case 'ArrowLeft':
      return row.isExpanded ? { kind: 'collapse', dn: current } : focusOn(rows.find(({ dn }) => dn === row.parent));
    case ' ':
    case 'Enter':
      return { kind: 'toggle', dn: current };
    default:
      return key.length === 1 ? focusOn(typedRow(rows, index, typed)) : undefined;
  }
}

function focusOn(row: TreeRow | undefined): TreeMove | undefined {
  return row && { kind: 'focus', dn: row.dn };
}

function firstBelow(rows: readonly TreeRow[], index: number): TreeRow | undefined {
  return rows[index + 1]?.parent === rows[index]?.dn ? rows[index + 1] : undefined;
}

/** The next row whose name begins with what was typed; with a second character, the current one may stay. */
function typedRow(rows: readonly TreeRow[], index: number, typed: string): TreeRow | undefined {
  const from = typed.length === 1 ? index + 1 : index;
  const others = [...rows.slice(from), ...rows.slice(0, from)];
  return others.find(({ name }) => valueOf(name).startsWith(typed.toLowerCase()));
}

/** People know `Leavers`, not `ou=Leavers`. */
function valueOf(name: string): string {
  return name.slice(name.indexOf('=') + 1).toLowerCase();
}
