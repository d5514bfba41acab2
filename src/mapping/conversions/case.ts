/** The first letter of a word. */
const INITIAL = /(?<![\p{L}\p{M}\p{N}])\p{L}/gu;
const APOSTROPHE = /['’]/;
/** After an apostrophe, a single letter belongs to the word before: `Ada's`, but `O'Neill`. */
const SINGLE_AFTER_APOSTROPHE = /(?<=[\p{L}\p{M}]['’])\p{L}(?![\p{L}\p{M}])/gu;

export function lowerCase(text: string): string {
  return text.toLowerCase();
}

export function upperCase(text: string): string {
  return text.toUpperCase();
}

/** Each word with a capital and small letters: `ADA O'NEILL-SMITH` is `Ada O'Neill-Smith`. */
export function titleCase(text: string): string {
  const words = text.toLowerCase().replaceAll(INITIAL, upperCase);
  return APOSTROPHE.test(words) ? words.replaceAll(SINGLE_AFTER_APOSTROPHE, lowerCase) : words;
}
