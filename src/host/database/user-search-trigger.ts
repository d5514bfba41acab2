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

const columns = SEARCHED_COLUMNS.map((column) => `new."${column}"`).join(', ');
// Nothing of this may fail, because it would prevent a user from being written.
const attributes =
  `case when new."attributes" <> '{}' and jsonb_typeof(new."attributes") = 'object' ` +
  `then (select string_agg(value, ' ') from jsonb_each_text(new."attributes")) end`;

/** Letters that do not decompose. As escapes, because other encodings than UTF-8 lack some of them. */
const LETTERS = [
  ['\\00D8', 'o'],
  ['\\00F8', 'o'],
  ['\\0141', 'l'],
  ['\\0142', 'l'],
  ['\\0110', 'd'],
  ['\\0111', 'd'],
  ['\\0131', 'i'],
];
// `replace` is several times as fast as `translate`.
const withoutAccents = (text: string) =>
  LETTERS.reduce(
    (replaced, [letter, ascii]) => `replace(${replaced}, U&'${letter}', '${ascii}')`,
    `regexp_replace(normalize(${text}, nfd), '[\\u0300-\\u036f]', '', 'g')`,
  );
/** `normalize` works in UTF-8 only. Most texts are ASCII, for which `lower` is enough and much faster. */
const folded = (text: string) =>
  `if getdatabaseencoding() = 'UTF8' and octet_length(${text}) > char_length(${text}) ` +
  `then ${text} := ${withoutAccents(text)}; end if; ${text} := lower(${text}); `;

/**
 * Keeps the columns by which users are searched and sorted, without case and accents. A trigger, because the add-on
 * updates this table with SQL, and because an expression may not depend on the encoding of the database.
 */
export const USER_SEARCH_TRIGGER = {
  name: 'identity_user_search',
  timing: 'before' as const,
  events: ['insert' as const, 'update' as const],
  body:
    `new."sort_name" := coalesce(nullif(new."display_name", ''), nullif(new."common_name", ''), new."user_name"); ` +
    folded('new."sort_name"') +
    `new."search_text" := concat_ws(' ', ${columns}, ${attributes}); ` +
    folded('new."search_text"') +
    'return new',
};
