import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '../i18n/languages.js';
import { textIn, type TextParameters } from '../i18n/texts.js';

/** The language that the environment asks for, English when it asks for none that there is. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return LANGUAGES.find((language) => locale.toLowerCase().startsWith(language)) ?? DEFAULT_LANGUAGE;
}

/** The texts of one language, and how it writes numbers and dates. */
export class Texts {
  private readonly numberFormat: Intl.NumberFormat;
  private readonly dateFormat: Intl.DateTimeFormat;

  constructor(readonly language: Language) {
    this.numberFormat = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    this.dateFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  }

  /** @param key of the namespace `cli`, or `namespace:key`. */
  readonly t = (key: string, params: TextParameters = {}): string => this.known(key, params) ?? key;

  /** The text of a key that may be unknown here, as codes of a newer host are. */
  known(key: string, params: TextParameters = {}): string | undefined {
    return textIn(this.language, key.includes(':') ? key : `cli:${key}`, params);
  }

  /** Why something was refused or failed; `why` and what it names say a reason in the reader's language. */
  error(code: string, params: TextParameters): string | undefined {
    const { why, reason } = params;
    if (why === undefined) return this.known(`errors:${code}`, params);
    const told = this.known(`validation:${why}`, params) ?? String(reason);
    return this.known(`errors:${code}`, { ...params, reason: told });
  }

  number(value: number): string {
    return this.numberFormat.format(value);
  }

  /** In the time zone of this machine. */
  date(value: Date | null): string {
    return value ? this.dateFormat.format(value) : '-';
  }
}
