import type { FieldLimits } from '../contract/users-table.js';
import type { Entry, EntryProblem } from './directory-user.js';
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
  /** `value` is safe to show. */
  readonly problem: (Pick<EntryProblem, 'code' | 'params'> & { readonly value: string | null }) | null;
}

/** Applies each rule to an entry on its own, so that one that fails hides no other. */
export function mapRows(rules: readonly MappingRule[], limits: FieldLimits, entry: Entry): readonly MappedRow[] {
  return rules.map((rule) => {
    const { attribute, field } = namesOf(rule);
    // An entry without a stable id is rejected before its values are looked at.
    const mapped = prepareMapping([rule], limits)({ ...entry, stableId: entry.stableId ?? 'none' });
    if (!mapped.ok) {
      const { code, params, value: stored } = mapped.problem;
      return {
        attribute,
        field,
        value: null,
        problem: { code, params, value: stored == null ? null : shownValue(stored) },
      };
    }
    const { fields, attributes } = mapped.user;
    const value = field.startsWith(ATTRIBUTES)
      ? attributes[field.slice(ATTRIBUTES.length)]
      : fields[field as keyof typeof fields];
    return { attribute, field, value: value ?? null, problem: null };
  });
}
