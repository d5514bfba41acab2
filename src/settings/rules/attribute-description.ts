import { isAttributeDescription } from '../../mapping/attribute-description.js';
import type { RuleViolation } from './rule.js';

export function attributeDescriptionViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === '') return { code: 'required' };
  return isAttributeDescription(value) ? undefined : { code: 'attributeSyntax', params: { value: value.slice(0, 64) } };
}
