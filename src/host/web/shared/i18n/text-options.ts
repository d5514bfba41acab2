import { localeOf } from './locale-of.js';

export type TextParams = Readonly<Record<string, string | number>>;

/** The first of these numbers selects the plural form of a text, as on the server. */
const COUNTED = ['count', 'seconds', 'length', 'limit'] as const;

/** Selects the general form of a text whose number is missing. */
const MANY = 2;

/** The options of i18next for the parameters of a text: numbers are formatted for the language. */
export function textOptions(language: string, params: TextParams) {
  const count = COUNTED.map((name) => params[name]).find((value) => typeof value === 'number');
  const numbers = new Intl.NumberFormat(localeOf(language));
  const formatted = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'number' ? numbers.format(value) : value,
  ]);
  return { replace: Object.fromEntries(formatted) as TextParams, count: count ?? MANY };
}
