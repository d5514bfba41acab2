import { convert } from '../conversions/conversion.js';
import type { AttributeValue } from '../directory-user.js';
import { compileExpression } from '../expression/expression.js';
import type { Candidate } from '../unusable.js';
import { textsIn } from './attribute-source.js';
import type { RowSource } from './row-source.js';
import type { RowNames, Source, Taken } from './source.js';
import { valuesOf } from './sources.js';

/** Of a result, in UTF-16 units. */
const MAX_LENGTH = 100_000;

/** The result of an expression: a text, or each text of a list. */
export function expressionSource({ text = '', whenMissing = 'noValue' }: RowSource, names: RowNames): Source {
  const { field } = names;
  const failed = (reason: string): readonly Candidate[] => [
    { problem: { code: 'EXPRESSION_FAILED', params: { field, reason } }, value: null },
  ];
  const expression = compileExpression(text);
  if (typeof expression === 'string') return () => failed(expression);
  const keys = expression.attributes.map((attribute) => attribute.toLowerCase());
  return (entry) => {
    const result = expression.evaluate(
      keys.map((key) => textsIn(valuesOf(entry, key))),
      convert(entry.dn),
    );
    if ('value' in result) return takenFrom(result.value) ?? failed('not a text');
    if ('reason' in result) return failed(result.reason);
    const problem = { code: 'VALUE_MISSING', params: { attribute: result.missing, field } } as const;
    return whenMissing === 'problem' ? [{ problem, value: null }] : [];
  };
}

/** Undefined for what is no value, such as a map. */
function takenFrom(result: unknown): Taken | undefined {
  return typeof result === 'string' && result.length <= MAX_LENGTH ? result : valuesIn(result);
}

function valuesIn(result: unknown): readonly AttributeValue[] | undefined {
  if (result === null) return [];
  if (Array.isArray(result)) {
    const values = result.map((each) => valuesIn(each));
    return values.every((each) => each !== undefined) ? values.flat() : undefined;
  }
  if (result instanceof Uint8Array) return [result];
  if (result instanceof Date) return [result.toISOString()];
  const text = textOf(result);
  return text === undefined || text.length > MAX_LENGTH ? undefined : [text];
}

function textOf(result: unknown): string | undefined {
  if (typeof result === 'string') return result;
  const isOther = typeof result === 'bigint' || typeof result === 'number' || typeof result === 'boolean';
  return isOther ? String(result) : undefined;
}
