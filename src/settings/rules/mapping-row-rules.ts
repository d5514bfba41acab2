import { CONVERSION_PARTS } from '../../mapping/conversions/row-conversion.js';
import { compileExpression } from '../../mapping/expression/expression.js';
import { compilePattern } from '../../mapping/pattern.js';
import { MULTIPLE_PARTS } from '../../mapping/multiple/multiple-values.js';
import { readsAttribute, type SourceKind, SOURCE_KINDS, SOURCE_PARTS } from '../../mapping/sources/row-source.js';
import { parseTemplate } from '../../mapping/sources/template-text.js';
import { isJsonObject } from '../json-object.js';
import { attributeDescriptionViolation } from './attribute-description.js';
import { partViolations } from './row-parts.js';
import type { RuleViolation } from './rule.js';

const MAX_ALTERNATIVES = 10;
export const MAX_CONVERSIONS = 10;

/** The attribute of a row, which only some kinds of source read. */
export function attributeViolation(value: unknown, owner: object): RuleViolation | undefined {
  const { source } = owner as { readonly source?: unknown };
  const kind: unknown = isJsonObject(source) ? source['kind'] : 'attribute';
  if (!SOURCE_KINDS.some((known) => known === kind) || readsAttribute(kind as SourceKind))
    return attributeDescriptionViolation(value);
  return value === '' ? undefined : { code: 'partNotUsed', params: { kind: String(kind) } };
}

export function sourceViolations(value: unknown): readonly RuleViolation[] {
  const violations = partViolations(value, 'kind', SOURCE_PARTS);
  if (violations.length > 0 || !isJsonObject(value)) return violations;
  const { kind, text } = value;
  if (typeof text !== 'string') return [];
  if (kind === 'template' && !parseTemplate(text)) return [{ code: 'templateSyntax', at: 'text' }];
  const expression = kind === 'expression' ? compileExpression(text) : undefined;
  return typeof expression === 'string'
    ? [{ code: 'expressionSyntax', params: { reason: expression }, at: 'text' }]
    : [];
}

export function alternativesViolations(value: unknown): readonly RuleViolation[] {
  if (!Array.isArray(value)) return [];
  if (value.length > MAX_ALTERNATIVES) return [{ code: 'listTooLong', params: { limit: MAX_ALTERNATIVES } }];
  return value.flatMap((each: unknown, index) => {
    const violation = typeof each === 'string' ? attributeDescriptionViolation(each) : { code: 'notText' };
    return violation ? [{ ...violation, at: String(index) }] : [];
  });
}

export function conversionsViolations(value: unknown): readonly RuleViolation[] {
  if (!Array.isArray(value)) return [];
  if (value.length > MAX_CONVERSIONS) return [{ code: 'listTooLong', params: { limit: MAX_CONVERSIONS } }];
  return value.flatMap((each: unknown, index) =>
    partViolations(each, 'kind', CONVERSION_PARTS).map(({ at = '', ...violation }) => ({
      ...violation,
      at: at === '' ? String(index) : `${index}.${at}`,
    })),
  );
}

export function multipleViolations(value: unknown): readonly RuleViolation[] {
  return partViolations(value, 'choose', MULTIPLE_PARTS);
}

/** A regular expression of RE2. */
export function patternViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  const reason = compilePattern(value);
  return typeof reason === 'string' ? { code: 'patternSyntax', params: { reason } } : undefined;
}

/** A default value stands with the choice that writes it, and only there. */
export function absentViolation(value: unknown, owner: object): RuleViolation | undefined {
  const { whenAbsent } = owner as { readonly whenAbsent?: unknown };
  if (whenAbsent === 'default') return isBlank(value) ? { code: 'required' } : undefined;
  return value === undefined
    ? undefined
    : { code: 'partNotUsed', params: { kind: typeof whenAbsent === 'string' ? whenAbsent : 'clear' } };
}

function isBlank(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** Zero is no position. */
export function positionViolation(value: unknown): RuleViolation | undefined {
  return value === 0 ? { code: 'positionZero' } : undefined;
}
