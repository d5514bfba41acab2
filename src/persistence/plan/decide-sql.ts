import { DECISION_TABLE, type Fact, OTHERWISE } from '../../processes/decision-table.js';

/** The decision table over the facts. `obstacle` details are those of the line that decided. */
export function decideSql(): string[] {
  const facts = Object.entries(FACTS).map(([fact, sql]) => `${sql} as "${fact}"`);
  const lines = DECISION_TABLE.map(({ when, then }) => `when "${when}" then '${then}'`);
  return [
    `facts as (
      select c.*, x.first_n as claim_first, x.last_n as claim_last,
        ${facts.join(',\n        ')}
      from compared c
      left join claimed x on x.user_id = c.user_id and c.matched_by <> 'link'
      left join obstacles tw on tw.n = c.n and tw.fact = 'nameTwice'
      left join obstacles ta on ta.n = c.n and ta.fact = 'nameTaken'
      left join obstacles un on un.n = c.n and un.fact = 'uniqueValueTaken')`,

    `decided as materialized (
      select f.n, f.user_id, f.link_dn, f.matched_by, f.candidates, f.first_n, f.last_n, f.claim_first, f.claim_last,
        case ${lines.join('\n        ')}
        else '${OTHERWISE}' end as outcome
      from facts f)`,
  ];
}

const FACTS: Readonly<Record<Fact, string>> = {
  refusedByMapping: 'c.code is not null',
  stableIdTwice: 'c.is_twice',
  candidatesAmbiguous: 'c.candidates > 1',
  candidateClaimedTwice: 'x.user_id is not null',
  targetProtected: 'c.is_guarded',
  nameTwice: 'tw.n is not null',
  nameTaken: 'ta.n is not null',
  uniqueValueTaken: 'un.n is not null',
  noTarget: 'c.user_id is null',
  targetNotActive: 'coalesce(c.is_not_active, false)',
  differs: 'coalesce(c.is_different, false)',
};
