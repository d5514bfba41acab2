import type { MappingRule } from './mapping-rule.js';
import { attributesOf, hasAlternatives } from './sources/sources.js';

/** An attribute that a row of the mapping needs and that no entry has. */
export type AbsentAttribute = Pick<MappingRule, 'attribute' | 'field' | 'required'>;

/** The attributes without which rows have no value: all alternatives, or one of a template. */
export function absentAttributes(
  rules: readonly MappingRule[],
  isVisible: (attribute: string) => boolean,
): readonly AbsentAttribute[] {
  return rules.flatMap((rule) => {
    const attributes = attributesOf(rule);
    const absent = attributes.filter((attribute) => !isVisible(attribute));
    const isEnough = hasAlternatives(rule) && absent.length < attributes.length;
    return isEnough ? [] : absent.map((attribute) => ({ attribute, field: rule.field, required: rule.required }));
  });
}

/**
 * Of the attributes that no entry of a read has, those whose rows have no value: another attribute does not fill them, and the
 * present value does not stay.
 */
export function missedAttributes(rules: readonly MappingRule[], absent: readonly string[]): readonly string[] {
  const names = new Set(absent.map((attribute) => attribute.toLowerCase()));
  const isVisible = (attribute: string) => !names.has(attribute.toLowerCase());
  const missed = absentAttributes(
    rules.filter(({ whenAbsent }) => whenAbsent !== 'keep'),
    isVisible,
  );
  return [...new Set(missed.map(({ attribute }) => attribute))];
}
