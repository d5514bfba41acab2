import type { ASTNode } from '@marcbachmann/cel-js';

import { attributeOf, calledName, childrenOf, LOOPS } from './expression-tree.js';
import { MAX_LENGTH, MAX_REPLACED, MAX_VALUES } from './limits.js';

/** Of all values that an expression makes on its way, as characters and items: some tens of milliseconds. */
const MAX_WORK = 20_000_000;

/** Of a number or a time as a text. */
const SHORT = 30;
/** How many times as large as its receiver or argument the result of a function is. Each part of a text is an item. */
const GROWTH: ReadonlyMap<string, number> = new Map([
  ['bytes', 3],
  ['hex', 2],
  ['base64', 2],
  ['split', 10],
]);

/** One text is put between all items, and another searched for at each place. */
const TIMES_TEXT: ReadonlySet<string> = new Set(['join', 'lastIndexOf']);
/** They take longer for some texts than for a short one that is written out. */
const SEARCHES: ReadonlySet<string> = new Set(['contains', 'indexOf']);
/** Functions and operators with a number or a truth value as their result, however large their arguments are. */
const SHORT_RESULTS: ReadonlySet<string> = new Set(
  '== != < <= > >= in && || !_ size contains startsWith endsWith indexOf lastIndexOf matchesPattern int bool'.split(
    ' ',
  ),
);
/** What the hour of a time in a time zone is as expensive as. */
const TIME_ZONE = 50_000;

/** Estimated for the largest values that are allowed, as characters and items, summed over all turns of a loop. */
interface Cost {
  /** Of the result. */
  readonly size: number;
  /** Of the result and of all that is made on the way to it. */
  readonly work: number;
}

interface Scope {
  /** 1, or the number of turns of the loop that a node is in. */
  readonly turns: number;
  /** The variable of that loop, and the size of all its values. */
  readonly variable?: { readonly name: unknown; readonly size: number };
}

/** Whether an expression could take long or fill the memory for some entry, because it makes large values on its way. */
export function couldTakeLong(node: ASTNode): boolean {
  return costOf(node, { turns: 1 }).work > MAX_WORK;
}

/** Loops are not nested, which is checked before. */
function costOf(node: ASTNode, scope: Scope): Cost {
  if (attributeOf(node) !== undefined) return made(scope.turns * (MAX_LENGTH + MAX_VALUES));
  if (node.op === 'value') return made(scope.turns * sizeOfLiteral(node.args));
  if (node.op === 'id')
    return made(node.args === scope.variable?.name ? scope.variable.size : scope.turns * MAX_LENGTH);
  const name = calledName(node);
  const children = childrenOf(node);
  if (LOOPS.has(name)) return costOfLoop(name, children, scope);
  const costs = children.map((child) => costOf(child, scope));
  const effort = effortOf(node, costs, children, scope.turns);
  const { work } = made(effort, ...costs);
  return { size: SHORT_RESULTS.has(name || node.op) ? scope.turns * SHORT : effort, work };
}

function costOfLoop(name: string, [receiver, variable, ...body]: readonly ASTNode[], { turns }: Scope): Cost {
  const list = receiver ? costOf(receiver, { turns }) : made(0);
  const inside = { turns: turns * MAX_VALUES, variable: { name: variable?.args, size: list.size } };
  const costs = body.map((each) => costOf(each, inside));
  const results: Readonly<Record<string, number | undefined>> = { map: costs.at(-1)?.size, filter: list.size };
  return made(results[name] ?? turns, list, ...costs);
}

/** The size of the result, or more where that takes longer than to copy it. */
function effortOf(node: ASTNode, costs: readonly Cost[], children: readonly ASTNode[], turns: number): number {
  const name = calledName(node);
  const all = turns + sum(costs.map(({ size }) => size));
  if (node.op === '?:') return all - (costs[0]?.size ?? 0);
  if (name === 'replacePattern') return Math.min(turns * MAX_REPLACED, all * (1 + lengthOf(children[2], costs[2])));
  if (TIMES_TEXT.has(name)) return (costs[0]?.size ?? 0) * (1 + lengthOf(children[1], costs[1]));
  if (name.startsWith('get') && children.length > 1) return turns * TIME_ZONE;
  const isSearchForLongText = SEARCHES.has(name) && children[1]?.op !== 'value';
  return all * (GROWTH.get(name) ?? (isSearchForLongText ? 10 : 1));
}

/** Of a text that is repeated or searched for. */
function lengthOf(node: ASTNode | undefined, cost: Cost | undefined): number {
  return node?.op === 'value' ? sizeOfLiteral(node.args) : (cost?.size ?? 0);
}

function sizeOfLiteral(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length + 1 : SHORT;
}

function made(size: number, ...of: readonly Cost[]): Cost {
  return { size, work: size + sum(of.map(({ work }) => work)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
