import type { ASTNode } from '@marcbachmann/cel-js';

import { isAttributeDescription } from '../attribute-description.js';
import { soughtForm } from '../conversions/text-form.js';
import { compilePattern } from '../pattern.js';
import { located } from './failure-reason.js';

/** They evaluate an expression for each item of a list. One within another could take long. */
export const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
const WITH_PATTERN: ReadonlySet<string> = new Set(['matchesPattern', 'replacePattern']);

/** Why an expression that is well-formed is refused, and where; undefined if it is not. */
export function violationIn(node: ASTNode, isInLoop = false): string | undefined {
  const isLoop = LOOPS.has(calledName(node));
  const reason = violationOf(node, isInLoop);
  if (reason !== undefined) return located(reason, node.start);
  if (attributeOf(node) !== undefined) return undefined;
  // What a loop follows is evaluated once, and may be a loop itself.
  const receiver = isLoop ? receiverOf(node) : undefined;
  return childrenOf(node)
    .map((child) => violationIn(child, isInLoop || (isLoop && child !== receiver)))
    .find((violation) => violation !== undefined);
}

/** Of the node alone. */
function violationOf(node: ASTNode, isInLoop: boolean): string | undefined {
  const name = calledName(node);
  if (name === 'matches') return 'use matchesPattern in place of matches';
  if (name === 'bind') return 'bind is not available';
  if (LOOPS.has(name) && isInLoop) return 'a loop within a loop';
  if (LOOPS.has(name) && !isShortList(node)) return `${name} must follow an attribute or a list`;
  if (node.op === 'id' && node.args === 'entry') return 'entry must be followed by the name of an attribute';
  const attribute = attributeOf(node);
  if (attribute !== undefined && !isAttributeDescription(attribute)) return `not an attribute: ${attribute}`;
  return WITH_PATTERN.has(name) ? patternViolation(node) : undefined;
}

/** Texts that an expression names are compared with values, which have the form of texts. */
export function giveTextsForm(node: ASTNode): void {
  if (node.op === 'value' && typeof node.args === 'string') Object.assign(node, { args: soughtForm(node.args) });
  else for (const child of childrenOf(node)) giveTextsForm(child);
}

/** The attributes that an expression reads, each once: `entry.mail` and `entry["mail;lang-de"]`. */
export function attributesIn(node: ASTNode): readonly string[] {
  const attribute = attributeOf(node);
  return attribute === undefined ? [...new Set(childrenOf(node).flatMap(attributesIn))] : [attribute];
}

/** The attribute that a node is the values of; undefined if it is another node. */
export function attributeOf({ op, args }: ASTNode): string | undefined {
  if (op !== '.' && op !== '[]') return undefined;
  const [of, name] = args as readonly [ASTNode, ASTNode | string];
  if (of.op !== 'id' || of.args !== 'entry') return undefined;
  if (typeof name === 'string') return name;
  return name.op === 'value' && typeof name.args === 'string' ? name.args : undefined;
}

/** The values of an attribute or a list that is written out, and what a loop makes of one. */
function isShortList(node: ASTNode): boolean {
  if (node.op === 'list' || attributeOf(node) !== undefined) return true;
  return LOOPS.has(calledName(node)) && isShortList(receiverOf(node));
}

function receiverOf({ args }: ASTNode): ASTNode {
  return (args as unknown as readonly [string, ASTNode])[1];
}

/** The function that a node calls; empty if it calls none. */
export function calledName({ op, args }: ASTNode): string {
  return op === 'call' || op === 'rcall' ? String((args as readonly unknown[])[0]) : '';
}

/** A pattern must be a text in the expression, so that it can be checked. */
function patternViolation({ args }: ASTNode): string | undefined {
  const [pattern] = (args as unknown as readonly [string, ASTNode, readonly ASTNode[]])[2];
  if (pattern?.op !== 'value' || typeof pattern.args !== 'string') return 'a pattern must be a text in quotes';
  const compiled = compilePattern(pattern.args);
  return typeof compiled === 'string' ? compiled : undefined;
}

/** The receiver first, then the arguments or items. */
export function childrenOf({ args }: ASTNode): readonly ASTNode[] {
  return nodesIn(args);
}

function nodesIn(value: unknown): readonly ASTNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return typeof value === 'object' && value !== null && 'op' in value ? [value as ASTNode] : [];
}
