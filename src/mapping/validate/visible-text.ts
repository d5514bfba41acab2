import type { Validation } from './validation.js';

/**
 * Control and format characters, line breaks, and characters that no font shows: zero-width characters, marks that
 * reverse the direction of a text, fillers. Two names that differ only in them look the same.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** The fields by which people sign in and are found. Other fields may have line breaks, as a comment has. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['userName', 'principalName', 'email']);

/** Applies to the fields that identify a user. `params.character` is the first character that is not allowed. */
export const visibleText: Validation = (text, { names }) => {
  if (!IDENTIFIERS.has(names.field)) return undefined;
  const found = INVISIBLE.exec(text)?.[0].codePointAt(0);
  if (found === undefined) return undefined;
  const character = `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
  return { code: 'VALUE_INVALID', params: { ...names, character } };
};
