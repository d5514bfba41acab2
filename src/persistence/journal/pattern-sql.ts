import type { ChangePattern } from '../../contract/change-patterns.js';

/** Values whose text means nothing by itself. */
const WITHOUT_PATTERN: ReadonlySet<string> = new Set(['state', 'source']);

const named = (pattern: ChangePattern): string => `'${pattern}'`;

/** The pattern of one changed value of an existing user; null if it has none. `before` and `after` are expressions. */
export function patternSql(name: string, before: string, after: string): string {
  if (WITHOUT_PATTERN.has(name)) return 'null';
  const texts = name === 'dn' ? moved(before, after) : `${sameMailbox(before, after)} ${atOneEnd(before, after)}`;
  return `case
    when ${before} is not distinct from ${after} then null
    when coalesce(${after}, '') = '' then ${named('emptied')}
    when coalesce(${before}, '') = '' then ${named('filled')}
    when lower(${before}) = lower(${after}) then ${named('letterCase')}
    ${texts} end`;
}

/** A DN with a backslash may have a comma within its first RDN, so nothing is said of it. */
function moved(before: string, after: string): string {
  return `when strpos(${before} || ${after}, chr(92)) = 0
      and lower(split_part(${before}, ',', 1)) = lower(split_part(${after}, ',', 1)) then ${named('moved')}`;
}

function sameMailbox(before: string, after: string): string {
  return `when strpos(${before}, '@') > 1 and strpos(${after}, '@') > 1
      and lower(split_part(${before}, '@', 1)) = lower(split_part(${after}, '@', 1)) then ${named('mailDomain')}`;
}

function atOneEnd(before: string, after: string): string {
  return `when starts_with(${after}, ${before}) or right(${after}, length(${before})) = ${before} then ${named('extended')}
    when starts_with(${before}, ${after}) or right(${before}, length(${after})) = ${after} then ${named('shortened')}`;
}
