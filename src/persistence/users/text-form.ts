import { raw, type Sql, sql } from '../database/sql.js';

/** White space as JavaScript trims it. */
const WHITE_SPACE = String.raw`[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+`;
const BLANKS = String.raw`[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+`;
/** Most texts have the form already, and this is much faster. */
const HAS_FORM = raw(`'^[!-~]+( [!-~]+)*$'`);

/**
 * A text of the database in the form of mapped texts (`textForm`), so that both can be compared. Regular expressions need a
 * deterministic collation, and `normalize` works in UTF-8 only.
 */
export function textFormSql(text: Sql): Sql {
  const composed = sql`case when getdatabaseencoding() = 'UTF8' then normalize(${text}, nfc) else ${text} end`;
  const trimmed = sql`regexp_replace((${composed}) collate "C", e'^${raw(WHITE_SPACE)}|${raw(WHITE_SPACE)}$', '', 'g')`;
  const changed = sql`regexp_replace(${trimmed}, e'${raw(BLANKS)}', ' ', 'g')`;
  return sql`(case when (${text}) collate "C" ~ ${HAS_FORM} then ${text} else ${changed} end)`;
}

/** By what names are compared: in the form of texts, and in any case. */
export function nameKey(text: Sql): Sql {
  return sql`lower(${textFormSql(text)} collate "default")`;
}
