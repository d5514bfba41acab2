import { parameter, raw, type Sql, sql, type SqlStatement, statement } from '../database/sql.js';
import { organizationalUnit, unitKey } from '../journal/organizational-unit.js';

/** People, each a row with a `dn`. */
export interface FigureSources {
  /** Those who are concerned. */
  readonly people: Sql;
  /** Those among whom they are: `total` is their number. */
  readonly among: Sql;
}

/**
 * A figure for the whole read, and one for each organizational unit with more than `floor` people. Rows: `unit` (null for
 * the whole), `people`, `total`.
 */
export function figuresSql({ people, among }: FigureSources, floor: number): SqlStatement {
  const dn = raw('dn');
  return statement(sql`with people as materialized (${people}),
among as materialized (${among}),
units as materialized (
  select ${unitKey(dn)} as key, min(${organizationalUnit(dn)}) as unit, count(*)::int as people
  from people group by 1 having count(*) > ${parameter(String(floor))}::int
),
totals as materialized (
  select ${unitKey(dn)} as key, count(*)::int as total from among
  where exists (select from units) group by 1
)
select null as unit, (select count(*)::int from people) as people, (select count(*)::int from among) as total
union all
select u.unit, u.people, coalesce(t.total, 0) from units u left join totals t on t.key = u.key`);
}
