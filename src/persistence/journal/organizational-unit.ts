import { parameter, type Sql, sql } from '../database/sql.js';

/** The first RDN of a DN with the separator after it. A comma after a backslash belongs to the RDN (RFC 4514). */
const FIRST_RDN = String.raw`^(\\.|[^\\,])*(,|$)`;

/** The organizational unit of an entry: its DN without the first RDN; empty for an entry at the top. */
export function organizationalUnit(dn: Sql): Sql {
  // The regular expression costs much more, and hardly any DN has a backslash.
  return sql`case
    when strpos(${dn}, chr(92)) > 0 then ltrim(regexp_replace(${dn}, ${parameter(FIRST_RDN)}, ''))
    when strpos(${dn}, ',') = 0 then ''
    else ltrim(substr(${dn}, strpos(${dn}, ',') + 1)) end`;
}

/** Units are the same whatever the case of their letters. */
export function unitKey(dn: Sql): Sql {
  return sql`lower(${organizationalUnit(dn)})`;
}
