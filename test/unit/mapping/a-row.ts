import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { FieldLimits } from '../../../src/contract/users-table.js';
import type { Entry } from '../../../src/mapping/directory-user.js';
import { prepareMapping } from '../../../src/mapping/map-entry.js';
import type { MappingRule } from '../../../src/mapping/mapping-rule.js';

const LIMITS: FieldLimits = { fields: new Set(USER_FIELDS), maxLength: {}, notNull: new Set(), attributes: true };

/** A row for a field that takes any text. */
export const aRow = (row: Partial<MappingRule>): MappingRule => ({
  attribute: '',
  field: 'comment',
  required: false,
  ...row,
});

/** An entry, mapped by one row. */
export function mappedBy(row: Partial<MappingRule>, attributes: Entry['attributes'], dn = 'uid=ada,dc=x') {
  return prepareMapping([aRow(row)], LIMITS)({ dn, stableId: 'id-1', attributes });
}

/** What a row makes of an entry: the value, null for none, or the code of the problem. */
export function valueOf(
  row: Partial<MappingRule>,
  attributes: Entry['attributes'],
  dn = 'uid=ada,dc=x',
): string | null | { readonly problem: string; readonly value?: string | null; readonly params: object } {
  const mapped = mappedBy(row, attributes, dn);
  const problem = mapped.ok ? mapped.user.skipped?.[0] : mapped.problem;
  if (mapped.ok && !problem) return mapped.user.fields.comment ?? null;
  if (!problem) throw new Error('The entry is rejected without a problem.');
  const { code, params, value = null } = problem;
  return { problem: code, params, value };
}
