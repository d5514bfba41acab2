import type { ASTNode } from '@marcbachmann/cel-js';

import { attributeOf, calledName, childrenOf, LOOPS } from './expression-tree.js';

/** They say something about a list that is empty, too. */
const QUESTIONS: ReadonlySet<string> = new Set(['size', 'has', 'all', 'exists', 'exists_one']);
const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', 'in']);

/** The name of what is there only if an attribute has a value. No attribute has such a name. */
export const presenceKey = (attribute: string): string => `${attribute} ?`;

/**
 * The attributes that an expression cannot do without, in groups of which one attribute with a value is enough:
 * `entry.mail + entry.otherMailbox` is a group of two. An attribute is in none if the expression asks whether it has values
 * (`size`, `has`, `exists`, `in`, a comparison of the list), and so says itself what happens without one.
 */
export function neededAttributes(node: ASTNode): readonly (readonly string[])[] {
  const asked = new Set(askedAttributes(node));
  return groupsIn(node).filter((group) => !group.some((attribute) => asked.has(attribute)));
}

function askedAttributes(node: ASTNode): readonly string[] {
  const children = childrenOf(node);
  const name = calledName(node);
  const below = children.flatMap(askedAttributes);
  if (COMPARISONS.has(node.op)) return [...below, ...children.flatMap(listOf)];
  const [list] = children;
  return QUESTIONS.has(name) && list ? [...below, ...listOf(list)] : below;
}

function groupsIn(node: ASTNode): readonly (readonly string[])[] {
  const group = listOf(node);
  if (group.length === 0) return childrenOf(node).flatMap(groupsIn);
  // What loops do with the values may read further attributes.
  return [group, ...bodiesIn(node).flatMap(groupsIn)];
}

/** Whether an expression is a list of what the values of one attribute make, in their order; `a + b` has an order of its own. */
export function isOfOneAttribute(node: ASTNode): boolean {
  const [, ...branches] = node.op === '?:' ? childrenOf(node) : [];
  return branches.length > 0 ? branches.every(isOfOneAttribute) : listOf(node).length === 1;
}

/** The attributes whose values a list is made of: one, those of a sum, or what a loop follows. */
function listOf(node: ASTNode): readonly string[] {
  const attribute = attributeOf(node);
  if (attribute !== undefined) return [attribute];
  const [first, second] = childrenOf(node);
  if (first && isListLoop(node)) return listOf(first);
  if (node.op !== '+' || !first || !second) return [];
  const [one, other] = [listOf(first), listOf(second)];
  return one.length > 0 && other.length > 0 ? [...one, ...other] : [];
}

function bodiesIn(node: ASTNode): readonly ASTNode[] {
  const [first, ...others] = childrenOf(node);
  if (!first || attributeOf(node) !== undefined) return [];
  return isListLoop(node) ? [...bodiesIn(first), ...others] : [first, ...others].flatMap(bodiesIn);
}

function isListLoop(node: ASTNode): boolean {
  const name = calledName(node);
  return LOOPS.has(name) && !QUESTIONS.has(name);
}

/** Makes `has(entry.mail)` ask whether the attribute has a value: its list is always there. */
export function askForPresence(node: ASTNode): void {
  if (calledName(node) === 'has') {
    const [field] = childrenOf(node);
    const attribute = field && attributeOf(field);
    if (field && attribute !== undefined) {
      const [entry] = childrenOf(field);
      Object.assign(field, { args: [entry, presenceKey(attribute)] });
    }
    return;
  }
  for (const child of childrenOf(node)) askForPresence(child);
}

/** The values of an entry as an expression reads them, with a record of which attributes without a value it did read. */
export class RecordedEntry {
  /** What expressions see as `entry`. Keys of a map are no properties, so that an attribute may be named `constructor`. */
  readonly entry: ReadonlyMap<string, readonly string[] | undefined>;
  private lists: readonly (readonly string[])[] = [];
  private readonly missed = new Set<string>();

  constructor(attributes: readonly string[]) {
    const lists = attributes.flatMap((attribute, index) => [
      [attribute, () => this.read(attribute, index)] as const,
      [presenceKey(attribute), () => this.presentList(index)] as const,
    ]);
    const byName = new Map(lists);
    this.entry = Object.assign(new Map<string, readonly string[]>(), { get: (name: string) => byName.get(name)?.() });
  }

  /** @param lists of the values of the attributes, in their order. */
  begin(lists: readonly (readonly string[])[]): void {
    this.lists = lists;
    if (this.hasMissed) this.missed.clear();
  }

  get hasMissed(): boolean {
    return this.missed.size > 0;
  }

  /** Whether the attribute was read and has no value. */
  isMissed(attribute: string): boolean {
    return this.missed.has(attribute);
  }

  private read(attribute: string, index: number): readonly string[] {
    const list = this.lists[index] ?? [];
    if (list.length === 0) this.missed.add(attribute);
    return list;
  }

  private presentList(index: number): readonly string[] | undefined {
    const list = this.lists[index] ?? [];
    return list.length > 0 ? list : undefined;
  }
}
