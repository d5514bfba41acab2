import type { FieldLimits } from '../../contract/users-table.js';
import { compileExpression } from '../../mapping/expression/expression.js';
import { mapRow } from '../../mapping/map-rows.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import { enteredValueViolation } from '../../mapping/validate/entered-value.js';
import type { ValueProblem } from '../../mapping/validate/validation.js';
import type { RuleViolation } from './rule.js';

const NO_ENTRY = { dn: '', stableId: undefined, attributes: {} };

/**
 * What rows state themselves and no run could write: a constant, a default value, the result of an expression. A save refuses
 * it. Stored settings may have it: there, each value is a problem of its own.
 */
export function fruitlessRowViolations(rows: readonly MappingRule[], limits: FieldLimits): readonly RuleViolation[] {
  return rows.flatMap((row, index) =>
    fruitlessRowViolationsOf(row, limits).map(({ at, ...violation }) => ({ ...violation, at: `${index}.${at}` })),
  );
}

/** The same for one row, with places in it. */
export function fruitlessRowViolationsOf(row: MappingRule, limits: FieldLimits): readonly RuleViolation[] {
  const { field, source, whenAbsent, defaultValue } = row;
  const ofSource = source?.kind === 'constant' ? constantViolation(row, limits) : resultViolation(row);
  const stated = { attribute: '', field, required: false, source: { kind: 'constant', text: defaultValue } } as const;
  const ofDefault = whenAbsent === 'default' ? constantViolation(stated, limits) : undefined;
  return [
    ...(ofSource ? [{ ...ofSource, at: 'source.text' }] : []),
    ...(ofDefault ? [{ ...ofDefault, at: 'defaultValue' }] : []),
  ];
}

function constantViolation(row: MappingRule, limits: FieldLimits): RuleViolation | undefined {
  const { value, problem } = mapRow(row, limits, NO_ENTRY);
  if (value !== null) return undefined;
  const isBlank = row.source?.text?.trim() === '';
  return problem && !isBlank ? reasonOf(problem) : { code: isBlank ? 'required' : 'constantWithoutValue' };
}

function reasonOf(problem: ValueProblem): RuleViolation {
  const isOfValue = problem.code === 'VALUE_TOO_LONG' || problem.code === 'VALUE_INVALID';
  return isOfValue ? enteredValueViolation(problem) : { code: 'constantWithoutValue' };
}

function resultViolation({ source }: MappingRule): RuleViolation | undefined {
  const expression = source?.kind === 'expression' ? compileExpression(source.text ?? '') : undefined;
  if (expression === undefined || typeof expression === 'string' || expression.isWritable) return undefined;
  return { code: 'expressionResult', params: { type: expression.type } };
}
