import { type ASTNode, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';

import { isFound, replaceMatches, type Work, workForOneValue } from '../pattern.js';
import { couldTakeLong } from './expression-cost.js';
import { patternOf } from './expression-patterns.js';
import { attributesIn, violationIn } from './expression-tree.js';
import { failureReason, TooLarge } from './failure-reason.js';
import { MAX_LENGTH, MAX_REPLACED, MAX_VALUES } from './limits.js';

/** What an expression sees: the values of its attributes, by their names as it spells them, and the DN of the entry. */
export interface ExpressionInput {
  readonly entry: Readonly<Record<string, readonly string[]>>;
  readonly dn: string;
}

/** An expression of the Common Expression Language that is valid, and reads only the entry. */
export interface Expression {
  /** The LDAP attributes that it reads, each once. */
  readonly attributes: readonly string[];
  /** The result, or the reason why there is none, which holds no value. Never throws. */
  readonly evaluate: (input: ExpressionInput) => { readonly value: unknown } | { readonly reason: string };
}

/** Neither files nor the network, the clock or settings can be reached, and nothing loops over what is not a list of the entry. */
const ENVIRONMENT = new Environment({
  limits: { maxAstNodes: 300, maxDepth: 40, maxListElements: 50, maxMapEntries: 20, maxCallArguments: 5 },
})
  .registerVariable('entry', 'map<string, list<string>>')
  .registerVariable('dn', 'string')
  .registerFunction('string.matchesPattern(string): bool', matchesPattern)
  .registerFunction('string.replacePattern(string, string): string', replacePattern);

/** Compiles an expression; a reason if it is not valid, reads what it must not, or could take long. */
export function compileExpression(text: string): Expression | string {
  try {
    const program = ENVIRONMENT.parse(text);
    const violation = violationIn(program.ast);
    if (violation !== undefined) return violation;
    if (couldTakeLong(program.ast)) return 'it could make values that are too large';
    const { valid, error } = program.check();
    if (!valid) return reasonOf(error);
    return { attributes: attributesIn(program.ast), evaluate: (input) => evaluated(program, input) };
  } catch (error) {
    return reasonOf(error);
  }
}

/** The LDAP attributes that a text reads as an expression; none if it is not valid. */
export function attributesInExpression(text: string): readonly string[] {
  const expression = compileExpression(text);
  return typeof expression === 'string' ? [] : expression.attributes;
}

type Program = ((input: Record<string, unknown>) => unknown) & { readonly ast: ASTNode };

function evaluated(program: Program, input: ExpressionInput): ReturnType<Expression['evaluate']> {
  const values = Object.values(input.entry);
  if (values.some((each) => each.length > MAX_VALUES)) return { reason: `more than ${MAX_VALUES} values` };
  const length = values.flat().reduce((sum, value) => sum + value.length, 0);
  if (length > MAX_LENGTH || input.dn.length > MAX_LENGTH) return { reason: `more than ${MAX_LENGTH} characters` };
  work = workForOneValue();
  try {
    return { value: program({ ...input }) };
  } catch (error) {
    return { reason: failureReason(error) };
  }
}

/** Of an expression that is refused, without the excerpt of the expression that the library appends. */
function reasonOf(error: unknown): string {
  if (error instanceof ParseError || error instanceof EvaluationError) return error.summary;
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
