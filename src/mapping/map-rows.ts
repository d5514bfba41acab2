import type { FieldLimits } from '../contract/users-table.js';
import type { Entry, FieldProblem } from './directory-user.js';
import type { MappingRule } from './mapping-rule.js';
import { shownValue } from './offending-value.js';
import { prepareRow, valueOfRow } from './prepared-row.js';
import type { RowObserver } from './row-observer.js';
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
  return rules.map((rule) => mapRow(rule, limits, entry));
}

/** Applies a rule to an entry. A rule for a field that the host does not have makes nothing. */
export function mapRow(rule: MappingRule, limits: FieldLimits, entry: Entry, observer?: RowObserver): MappedRow {
  const row = prepareRow(rule, limits);
  const made = row ? valueOfRow(row, entry, observer) : null;
  const isText = typeof made === 'string' || made === null;
  const { text, problem } = { problem: undefined, ...(isText ? { text: made } : { text: null, ...made }) };
  return {
    ...namesOf(rule),
    value: text,
    problem: problem ? toRowProblem(problem, row?.required !== true) : null,
  };
}

function toRowProblem({ code, params, value }: FieldProblem, isPartial: boolean): RowProblem {
  return { code, params, value: value == null ? null : shownValue(value), isPartial };
}
