/** A definition of a schema (RFC 4512 section 4.1): the words behind each keyword; none for one that stands alone. */
export type Definition = ReadonlyMap<string, readonly string[]>;

/** A hostile server could send anything. */
const MAX_LENGTH = 100_000;
const TOKEN = /'(?<quoted>[^']*)'|[()]|[^\s()$']+/g;
const KEYWORD = /^[A-Z]+(?:-[A-Z]+)*$/;

/** Parses a definition of the schema; what is none has no keywords. */
export function parseDefinition(text: string): Definition {
  const definition = new Map<string, string[]>();
  let words: string[] | undefined;
  let depth = 0;
  for (const [token, quoted] of text.slice(0, MAX_LENGTH).matchAll(TOKEN)) {
    if (token === '(' || token === ')') depth += token === '(' ? 1 : -1;
    else if (depth === 1 && quoted === undefined && KEYWORD.test(token)) definition.set(token, (words = []));
    else words?.push(quoted ?? token);
  }
  return definition;
}
