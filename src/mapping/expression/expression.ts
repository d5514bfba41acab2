import { type ASTNode, Environment, EvaluationError, ParseError, TypeError as CheckError } from '@marcbachmann/cel-js';

import { isFound, replaceMatches, type Work, workForOneValue } from '../pattern.js';
import { askForPresence, isOfOneAttribute, neededAttributes, RecordedEntry } from './attribute-reads.js';
import { couldTakeLong } from './expression-cost.js';
import { patternOf } from './expression-patterns.js';
import { attributesIn, giveTextsForm, violationIn } from './expression-tree.js';
import { failureReason, located, TooLarge } from './failure-reason.js';
import { MAX_LENGTH, MAX_REPLACED, MAX_VALUES } from './limits.js';

/** An expression of the Common Expression Language that is valid, and reads only the entry. */
export interface Expression {
  /** The LDAP attributes that it reads, each once. */
  readonly attributes: readonly string[];
  /** See `isOfOneAttribute`. */
  readonly isOfOneAttribute: boolean;
  /** Of the result, as CEL names it: `string`, `list<int>`, `dyn` if it is not known, `list<T>` of an empty list. */
  readonly type: string;
  /** Whether results of this type can be written. */
  readonly isWritable: boolean;
  /**
   * Never throws.
   *
   * @param lists of the values of `attributes`, in their order.
   * @param dn of the entry.
   */
  readonly evaluate: (lists: readonly (readonly string[])[], dn: string) => Evaluated;
}

/**
 * The result of an expression; the attribute that it read although it has no value, without asking whether it has one; or
 * the reason why there is neither, which holds no value.
 */
export type Evaluated = { readonly value: unknown } | { readonly missing: string } | { readonly reason: string };

/** A result of these types, or a list of them, can be written. */
const WRITABLE = new Set(['string', 'int', 'double', 'bool', 'null', 'google.protobuf.Timestamp', 'dyn', 'T']);

/** Neither files nor the network, the clock or settings can be reached, and nothing loops over what is not a list of the entry. */
const ENVIRONMENT = new Environment({
  limits: { maxAstNodes: 300, maxDepth: 40, maxListElements: 50, maxMapEntries: 20, maxCallArguments: 5 },
})
  .registerVariable('entry', 'map<string, list<string>>')
  .registerVariable('dn', 'string')
  // The library lacks it.
  .registerFunction('string(google.protobuf.Timestamp): string', (time: Date) => time.toISOString())
  .registerFunction('string.matchesPattern(string): bool', matchesPattern)
  .registerFunction('string.replacePattern(string, string): string', replacePattern);

/** Compiles an expression; a reason if it is not valid, reads what it must not, or could take long. */
export function compileExpression(text: string): Expression | string {
  try {
    const program = ENVIRONMENT.parse(text);
    giveTextsForm(program.ast);
    const violation = violationIn(program.ast);
    if (violation !== undefined) return violation;
    if (couldTakeLong(program.ast)) return 'it could make values that are too large';
    const attributes = attributesIn(program.ast);
    const needed = neededAttributes(program.ast);
    const isOfOne = isOfOneAttribute(program.ast);
    askForPresence(program.ast);
    const { valid, error, type = 'dyn' } = program.check();
    if (!valid) return reasonOf(error);
    const recorded = new RecordedEntry(attributes);
    const isMissed = (attribute: string) => recorded.isMissed(attribute);
    const prepared = { program, attributes, needed, recorded, isMissed };
    const evaluate: Expression['evaluate'] = (lists, dn) => evaluated(prepared, lists, dn);
    return { attributes, isOfOneAttribute: isOfOne, type, isWritable: isWritable(type), evaluate };
  } catch (error) {
    return reasonOf(error);
  }
}

/** Lists of lists are written as one list. */
function isWritable(type: string): boolean {
  return WRITABLE.has(type.replaceAll(/list<|>/g, ''));
}

/** The LDAP attributes that a text reads as an expression; none if it is not valid. */
export function attributesInExpression(text: string): readonly string[] {
  const expression = compileExpression(text);
  return typeof expression === 'string' ? [] : expression.attributes;
}

/** Whether a text is an expression whose result is a list in the order of the server. */
export function hasOrderOfServer(text: string): boolean {
  const expression = compileExpression(text);
  return typeof expression !== 'string' && expression.isOfOneAttribute;
}

interface Prepared {
  readonly program: ((input: Record<string, unknown>) => unknown) & { readonly ast: ASTNode };
  readonly attributes: readonly string[];
  /** See `neededAttributes`. */
  readonly needed: readonly (readonly string[])[];
  readonly recorded: RecordedEntry;
  readonly isMissed: (attribute: string) => boolean;
}

function evaluated(prepared: Prepared, lists: readonly (readonly string[])[], dn: string): Evaluated {
  const { program, attributes, needed, recorded, isMissed } = prepared;
  const reason = tooLarge(lists, dn);
  if (reason !== undefined) return { reason };
  work = workForOneValue();
  recorded.begin(lists);
  try {
    const value = program({ entry: recorded.entry, dn });
    const missing = recorded.hasMissed ? needed.find((group) => group.every(isMissed))?.[0] : undefined;
    return missing === undefined ? { value } : { missing };
  } catch (error) {
    const missing = attributes.find(isMissed);
    return missing === undefined ? { reason: failureReason(error) } : { missing };
  }
}

function tooLarge(lists: readonly (readonly string[])[], dn: string): string | undefined {
  let length = 0;
  for (const values of lists) {
    if (values.length > MAX_VALUES) return `more than ${MAX_VALUES} values`;
    for (const value of values) length += value.length;
  }
  return length > MAX_LENGTH || dn.length > MAX_LENGTH ? `more than ${MAX_LENGTH} characters` : undefined;
}

/** Of an expression that is refused, without the excerpt of the expression that the library appends. */
function reasonOf(error: unknown): string {
  if (error instanceof ParseError || error instanceof EvaluationError || error instanceof CheckError)
    return located(error.summary, error.range?.start);
  return (error instanceof Error ? error.message : 'failed').split('\n')[0] ?? '';
}

/** Of the evaluation that goes on; evaluations are synchronous. */
let work: Work = { left: 0 };

function matchesPattern(text: string, pattern: string): boolean {
  const found = isFound(patternOf(pattern), text, work);
  if (found === undefined) throw new TooLarge('values that are too long');
  return found;
}

function replacePattern(text: string, pattern: string, replacement: string): string {
  if (text.length > MAX_LENGTH) throw new TooLarge('values that are too long');
  const replaced = replaceMatches(patternOf(pattern), text, replacement.replaceAll('$', '$$$$'), work);
  if (replaced === undefined || replaced.length > MAX_REPLACED) throw new TooLarge('values that are too long');
  return replaced;
}
