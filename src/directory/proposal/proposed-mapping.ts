import type { AttributeShare, ProposedRow } from '../../contract/proposals.js';
import { USER_FIELDS, type UserField } from '../../contract/user-binding.js';
import { ALTERNATIVES } from '../dialects/default-mappings.js';
import type { Dialect } from '../dialects/dialect.js';
import { namesOf } from '../read/attribute-names.js';
import type { AttributeStatistics } from './attribute-statistics.js';

/** Without it nobody can be synchronized, so it is proposed even if no entry shows a value. */
const REQUIRED: UserField = 'userName';

/**
 * The rows that fill the fields: from the attribute that usually holds the value in the product, else from the alternative that
 * most entries have. Fields for which entries have none are left out.
 */
export function proposedRows(dialect: Dialect, statistics: AttributeStatistics): readonly ProposedRow[] {
  return USER_FIELDS.flatMap((field) => {
    const usual = dialect.defaultMapping[field];
    const share = (usual && shareUnderAnyName(usual, statistics)) ?? bestOf(field, statistics);
    if (share) return [{ field, required: field === REQUIRED, ...share }];
    return field === REQUIRED && usual ? [{ field, required: true, attribute: usual, entries: 0, values: [] }] : [];
  });
}

/** A server may return an attribute under another name than the usual one. */
function shareUnderAnyName(attribute: string, statistics: AttributeStatistics): AttributeShare | undefined {
  return namesOf(attribute)
    .map((name) => statistics.shareOf(name))
    .find((share) => share !== undefined);
}

function bestOf(field: UserField, statistics: AttributeStatistics): AttributeShare | undefined {
  const shares = (ALTERNATIVES[field] ?? []).flatMap((name) => shareUnderAnyName(name, statistics) ?? []);
  return shares.toSorted((one, other) => other.entries - one.entries)[0];
}
