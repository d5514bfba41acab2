import type { AbsentAttribute } from '../../mapping/absent-attributes.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { similarAttributes } from '../../mapping/similar-attributes.js';
import type { AttributeNames } from './attribute-names.js';
import type { CheckStep } from '../../contract/check-report.js';

type Line = Pick<CheckStep, 'code' | 'params'>;

/** How many lines one step has. The last one says how many more there would be. */
const MAX_LINES = 10;

/** How many users of the job have a value in each of the fields. */
export type ValueCounts = (targets: readonly MappingTarget[]) => Promise<ReadonlyMap<MappingTarget, number>>;

interface Absent extends AbsentAttribute {
  /** Attributes that entries have and whose names come close. */
  readonly similar: readonly string[];
  /** Users with a value in the field. */
  readonly people: number;
}

/**
 * Warns about rows of the mapping whose attribute no entry has: required ones; those whose name is close to that of an
 * attribute that entries have, or that the schema does not have; and those whose field users have a value in, as a read
 * permission may be missing. That an attribute is absent says nothing by itself: many directories have no mobile numbers. The
 * most people come first.
 *
 * @param count how many entries were examined.
 */
export async function absentFindings(
  rules: readonly AbsentAttribute[],
  names: AttributeNames,
  count: number,
  withValues: ValueCounts,
): Promise<readonly Line[]> {
  const people = rules.length === 0 ? undefined : await withValues(rules.map(({ field }) => field));
  const absent = rules.map((rule) => ({
    ...rule,
    similar: meant(rule.attribute, names),
    people: people?.get(rule.field) ?? 0,
  }));
  const lines = [...requiredFindings(absent, count), ...optionalFindings(absent, count)];
  if (lines.length <= MAX_LINES) return lines;
  const shown = lines.slice(0, MAX_LINES - 1);
  return [...shown, line('FURTHER_ATTRIBUTES_NOT_SEEN', { count: lines.length - shown.length })];
}

/** Attributes that entries have, and else those of the schema. */
function meant(attribute: string, names: AttributeNames): readonly string[] {
  const similar = similarAttributes(attribute, names.seen);
  return similar.length > 0 ? similar : names.similarTo(attribute);
}

/** Entries without a required attribute cannot be mapped, whatever users have, and to however many fields it leads. */
function requiredFindings(absent: readonly Absent[], count: number): readonly Line[] {
  const byAttribute = absent
    .filter(({ required }) => required)
    .map((rule) => [rule.attribute.toLowerCase(), rule] as const);
  const required = [...new Map(byAttribute).values()];
  const hidden = required.filter(({ similar }) => similar.length === 0).map(({ attribute }) => attribute);
  return [
    ...(hidden.length > 0 ? [line('REQUIRED_ATTRIBUTES_HIDDEN', { attributes: hidden.join(', ') })] : []),
    ...required
      .filter(({ similar }) => similar.length > 0)
      .map(({ attribute, similar }) =>
        line('REQUIRED_ATTRIBUTE_MISSPELLED', { count, attribute, similar: similar.join(', ') }),
      ),
  ];
}

function optionalFindings(absent: readonly Absent[], count: number): readonly Line[] {
  return absent
    .filter(({ required, similar, people }) => !required && (similar.length > 0 || people > 0))
    .toSorted((one, other) => other.people - one.people)
    .map(({ attribute, field, similar, people }) => {
      const params = { count, attribute, userField: field, people };
      if (similar.length === 0) return line('ATTRIBUTE_NOT_SEEN', params);
      const code = people === 0 ? 'ATTRIBUTE_MISSPELLED_WITHOUT_VALUES' : 'ATTRIBUTE_MISSPELLED';
      return line(code, { ...params, similar: similar.join(', ') });
    });
}

function line(code: string, params: Line['params']): Line {
  return { code, params };
}
