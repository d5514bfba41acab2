/** The columns with the text of a user that people search for, as shown on the page of the user. */
const SEARCHED_COLUMNS = [
  'user_name',
  'display_name',
  'first_name',
  'last_name',
  'common_name',
  'email',
  'phone',
  'mobile',
  'employee_number',
  'title',
  'department',
  'organization',
  'organizational_unit',
  'location',
  'principal_name',
  'comment',
];

const ATTRIBUTES =
  `case when u.attributes <> '{}' and jsonb_typeof(u.attributes) = 'object' ` +
  `then (select string_agg(value, ' ') from jsonb_each_text(u.attributes)) end`;

/**
 * The text in which users are searched. It is put together by each search, because keeping it beside each user would make
 * every synchronization slower.
 */
export const SEARCHED_TEXT = `concat_ws(' ', ${SEARCHED_COLUMNS.map((column) => `u.${column}`).join(', ')}, ${ATTRIBUTES})`;

/** The name that lists show. */
export const SHOWN_NAME = `coalesce(nullif(u.display_name, ''), nullif(u.common_name, ''), u.user_name)`;

/** Letters that do not decompose, in lower case. */
const LETTERS = [
  [String.raw`\u00f8`, 'o'],
  [String.raw`\u0142`, 'l'],
  [String.raw`\u0111`, 'd'],
  [String.raw`\u0131`, 'i'],
];

/**
 * A text without case and accents, to sort by. Most texts are ASCII, for which `lower` is enough and much faster.
 * `normalize` works in UTF-8 only.
 */
export function folded(text: string): string {
  const decomposed = String.raw`regexp_replace(normalize(${text}, nfd), '[\u0300-\u036f]', '', 'g')`;
  const plain = LETTERS.reduce(
    (replaced, [letter, ascii]) => `regexp_replace(${replaced}, '${letter}', '${ascii}', 'g')`,
    `lower(${decomposed})`,
  );
  const isAccented = `octet_length(${text}) > char_length(${text}) and getdatabaseencoding() = 'UTF8'`;
  return `case when ${isAccented} then ${plain} else lower(${text}) end`;
}
