import type { SharedStableId } from '../../engine/ports/read-store.js';
import { comparableName } from '../../mapping/comparable-name.js';
import type { Session } from '../database/database.js';
import type { StagedTable } from './staged-table.js';

/** How many entries with a stable id that is not unique are compared beyond the text of their DN. */
const MAX_COMPARED = 10_000;

interface SharedRow {
  readonly n: number;
  readonly dn: string;
  readonly stableId: string;
}

/**
 * Keeps the last of the entries with the same stable id and the same DN, which were read more than once. Returns how many
 * others there were. Entries with the same stable id and different DNs stay, because they may be two people.
 */
export async function dropRepeated(session: Session, staged: StagedTable): Promise<number> {
  const [row] = await session.query<{ dropped: number }>(dropSameText(staged));
  const dropped = row?.dropped ?? 0;
  const shared = await session.query<SharedRow>(`${sharedEntries(staged)} order by n desc limit ${MAX_COMPARED}`);
  const repeated = shared.length === 0 ? [] : repeatedAmong(shared);
  if (repeated.length > 0) await dropEntries(session, staged, repeated);
  return dropped + repeated.length;
}

/** The stable ids that entries under different DNs have; none if there are more than `limit` such entries. */
export async function sharedStableIds(
  session: Session,
  staged: StagedTable,
  limit: number,
): Promise<readonly SharedStableId[]> {
  const rows = await session.query<SharedRow>(`${sharedEntries(staged)} order by n limit ${limit + 1}`);
  if (rows.length > limit) return [];
  const byId = Map.groupBy(rows, ({ stableId }) => stableId);
  return [...byId].map(([stableId, entries]) => ({ stableId, entries }));
}

/** @param numbers at least one. */
export async function dropEntries(session: Session, { name }: StagedTable, numbers: readonly number[]): Promise<void> {
  await session.query(`delete from ${name} where n in (${numbers.join(', ')})`);
}

/** Directories return the same DN in the same form, so almost all repeated entries are found by its text. */
function dropSameText(staged: StagedTable): string {
  return `with shared as (${sharedEntries(staged)}),
    numbered as (select n, row_number() over (partition by "stableId", lower(dn) order by n desc) as place from shared),
    dropped as (
      delete from ${staged.name} s using numbered r where s.n = r.n and r.place > 1 returning 1)
    select count(*)::int as dropped from dropped`;
}

function sharedEntries({ name }: StagedTable): string {
  return `select n, dn, stable_id as "stableId" from ${name} where stable_id in (
    select stable_id from ${name} where stable_id is not null group by stable_id having count(*) > 1)`;
}

/** @param shared the last entry first. */
function repeatedAmong(shared: readonly SharedRow[]): readonly number[] {
  const seen = new Set<string>();
  return shared.flatMap(({ n, dn, stableId }) => {
    const key = `${stableId}\0${comparableName(dn)}`;
    if (seen.has(key)) return [n];
    seen.add(key);
    return [];
  });
}
