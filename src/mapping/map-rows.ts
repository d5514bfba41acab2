import type { FieldLimits } from '../contract/users-table.js';
import type { Entry, FieldProblem } from './directory-user.js';
import { prepareMapping } from './map-entry.js';
import { ATTRIBUTES, type MappingRule } from './mapping-rule.js';
import { shownValue } from './offending-value.js';
import { namesOf } from './sources/source.js';

/** A row of the mapping, applied to one entry. */
export interface MappedRow {
  /** The source of the row: an attribute, several of them, or what `describeSource` says of another source. */
  readonly attribute: string;
  readonly field: MappingRule['field'];
  readonly value: string | null;
  readonly problem: RowProblem | null;
}

interface RowProblem extends Pick<FieldProblem, 'code' | 'params'> {
  /** Safe to show. */
  readonly value: string | null;
  /** If true, the field keeps its present value; if false, the entry is rejected. */
  readonly isPartial: boolean;
}

/** Applies each rule to an entry on its own, so that one that fails hides no other. */
export function mapRows(rules: readonly MappingRule[], limits: FieldLimits, entry: Entry): readonly MappedRow[] {
  return rules.map((rule) => {
    const { attribute, field } = namesOf(rule);
    // An entry without a stable id is rejected before its values are looked at.
    const mapped = prepareMapping([rule], limits)({ ...entry, stableId: entry.stableId ?? 'none' });
    if (!mapped.ok) return { attribute, field, value: null, problem: toRowProblem(mapped.problem, false) };
    const { fields, attributes, skipped: [problem] = [] } = mapped.user;
    if (problem) return { attribute, field, value: null, problem: toRowProblem(problem, true) };
    const value = field.startsWith(ATTRIBUTES)
      ? attributes[field.slice(ATTRIBUTES.length)]
      : fields[field as keyof typeof fields];
    return { attribute, field, value: value ?? null, problem: null };
  });
}

function toRowProblem({ code, params, value }: FieldProblem, isPartial: boolean): RowProblem {
  return { code, params, value: value == null ? null : shownValue(value), isPartial };
}
