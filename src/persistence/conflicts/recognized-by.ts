import type { Conflict } from '../../contract/conflicts.js';
import { MATCHING_FIELDS } from '../../contract/matching.js';
import { shownValue } from '../../mapping/offending-value.js';

/** Prefixes of the parameters of a problem by which someone recognizes the person of the entry, and the user in the way. */
export const OF_ENTRY = 'ofEntry.';
export const OF_USER = 'ofUser.';

type Params = Conflict['params'];
type Item = Conflict['recognizedBy'][number];

/** What the parameters of a problem say about both, without the field that is in conflict: in this, both are the same. */
export function recognizedBy(params: Params, inConflict: string | null): readonly Item[] {
  const contradicting = String(params['contradicts'] ?? '').split(',');
  const identifying = MATCHING_FIELDS.map((field) => ({
    field,
    ofEntry: shownOf(params[OF_ENTRY + field]),
    ofUser: shownOf(params[OF_USER + field]),
    contradicts: contradicting.includes(field),
  }));
  return [nameIn(params), ...identifying].filter(
    ({ field, ofEntry, ofUser }) => field !== inConflict && (ofEntry !== null || ofUser !== null),
  );
}

/** Without a display name, first and last name. */
function nameIn(params: Params): Item {
  const nameOf = (side: string) =>
    params[side + 'displayName'] ??
    (['firstName', 'lastName'].flatMap((name) => params[side + name] ?? []).join(' ') || undefined);
  return {
    field: 'displayName',
    ofEntry: shownOf(nameOf(OF_ENTRY)),
    ofUser: shownOf(nameOf(OF_USER)),
    contradicts: false,
  };
}

function shownOf(value: string | number | undefined): string | null {
  return value === undefined ? null : shownValue(String(value));
}

/** The parameters of the texts, without what `recognizedBy` says. */
export function textParameters(params: Params): Params {
  const isText = ([name]: readonly [string, unknown]) =>
    name !== 'contradicts' && !name.startsWith(OF_ENTRY) && !name.startsWith(OF_USER);
  return Object.fromEntries(Object.entries(params).filter(isText));
}
