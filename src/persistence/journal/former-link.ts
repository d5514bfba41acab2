import type { Change } from '../../contract/run-rows.js';

/** Columns of the change `c` about the entry from which it moves the link of its user. */
export const FORMER_LINK = `c.moved_link #>> '{before,stable_id}' as former_stable_id, c.moved_link #>> '{before,dn}' as former_dn`;

/** Null unless the change moves a link. */
export interface FormerLink {
  readonly former_stable_id: string | null;
  readonly former_dn: string | null;
}

export function formerLink(row: FormerLink): Pick<Change, 'formerStableId' | 'formerDn'> {
  return { formerStableId: row.former_stable_id, formerDn: row.former_dn };
}
