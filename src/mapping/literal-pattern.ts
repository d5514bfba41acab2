/** A pattern that is nothing but a text or a set of characters needs no engine: the same result in a fraction of the time. */
export interface LiteralPattern {
  /** Undefined if the engine has to search. */
  readonly isFound: (text: string) => boolean | undefined;
  /** Undefined if the engine has to replace. @param replacement without `$`. */
  readonly replaced: (text: string, replacement: string) => string | undefined;
}

/** Flag, start of the text, characters that stand for themselves (some of them escaped), and end of the text. */
const LITERAL = /^(\(\?i\))?(\^)?((?:[A-Za-z0-9 _:;,@=/%&#!<>"'~-]|\\[.:;,@=/$^*+?()[\]{}|\\-])+)(\$)?$/;
/** A set of ASCII characters or of all others, each on its own or in runs: `[^+0-9]` and `[ ()/-]+`. The same in JavaScript. */
const SET = /^\[\^?(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9 _:;,@=/%#!<>"'+*?(){}.$|]|\\[.+*?()[\]{}|\\/$^d-])+-?\]\+?$/;
const ASCII = /^[ -~]*$/;

/**
 * The text or the set that a pattern is; undefined if it is more. Without regard to case, only a text at the start of another
 * one is.
 */
export function literalPattern(pattern: string): LiteralPattern | undefined {
  if (SET.test(pattern)) return setOfCharacters(pattern);
  const [, ignoresCase, start, escaped = '', end] = LITERAL.exec(pattern) ?? [];
  if (escaped === '') return undefined;
  const literal = escaped.replaceAll(/\\(.)/g, '$1');
  if (ignoresCase === undefined) return exactLiteral(literal, start !== undefined, end !== undefined);
  return start !== undefined && end === undefined ? prefixInAnyCase(literal.toLowerCase()) : undefined;
}

function exactLiteral(literal: string, isStart: boolean, isEnd: boolean): LiteralPattern {
  const isFound = (text: string) => {
    if (isStart) return isEnd ? text === literal : text.startsWith(literal);
    return isEnd ? text.endsWith(literal) : text.includes(literal);
  };
  const replaced = (text: string, replacement: string) => {
    if (!isFound(text)) return text;
    if (isStart) return replacement + text.slice(literal.length);
    return isEnd ? text.slice(0, -literal.length) + replacement : text.replaceAll(literal, replacement);
  };
  return { isFound, replaced };
}

/** Each search takes time in proportion to the text, because nothing follows the set. */
function setOfCharacters(pattern: string): LiteralPattern {
  const [first, all] = [new RegExp(pattern, 'u'), new RegExp(pattern, 'gu')];
  return { isFound: (text) => first.test(text), replaced: (text, replacement) => text.replaceAll(all, replacement) };
}

/** Beyond ASCII, further letters are the same (`ſ` is an `s`), which is the business of the engine. */
function prefixInAnyCase(prefix: string): LiteralPattern {
  const isFound = (text: string) => {
    const start = text.slice(0, prefix.length);
    return ASCII.test(start) ? start.toLowerCase() === prefix : undefined;
  };
  const replaced = (text: string, replacement: string) => {
    const found = isFound(text);
    return found === true ? replacement + text.slice(prefix.length) : found === false ? text : undefined;
  };
  return { isFound, replaced };
}
