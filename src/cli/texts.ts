import { errorText, settingErrorText } from '../i18n/code-texts.js';
import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '../i18n/languages.js';
import { textIn, type TextParameters } from '../i18n/texts.js';

/** The language of the environment's locale, or English if it is not available. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return LANGUAGES.find((language) => locale.toLowerCase().startsWith(language)) ?? DEFAULT_LANGUAGE;
}

/** As `dateStyle` and `timeStyle` "medium", which cannot be combined with the name of the time zone. */
const DATE_FORMAT: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
};

/** Texts, numbers and dates in one language. */
export class Texts {
  private readonly numberFormat: Intl.NumberFormat;
  private readonly percentFormat: Intl.NumberFormat;
  private readonly dateFormat: Intl.DateTimeFormat;

  constructor(readonly language: Language) {
    this.numberFormat = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    this.percentFormat = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
    this.dateFormat = new Intl.DateTimeFormat(language, DATE_FORMAT);
  }

  /** @param key of the namespace `cli`, or `namespace:key`. */
  readonly t = (key: string, params: TextParameters = {}): string => this.known(key, params) ?? key;

  /** The text of a key, or undefined. A newer host may send unknown codes. */
  known(key: string, params: TextParameters = {}): string | undefined {
    return textIn(this.language, key.includes(':') ? key : `cli:${key}`, params);
  }

  /** The message of an error code. The parameter `why` is the key of a localized reason. */
  error(code: string, params: TextParameters): string | undefined {
    return errorText(this.language, code, params);
  }

  /** Why the value of a setting is not valid. */
  settingError(code: string, params: TextParameters): string | undefined {
    return settingErrorText(this.language, code, params);
  }

  number(value: number): string {
    return this.numberFormat.format(value);
  }

  /** @param share from 0 to 1. */
  percent(share: number): string {
    return this.percentFormat.format(share);
  }

  /** Formats a date in the local time zone, with its name. */
  readonly date = (value: Date | null): string => (value ? this.dateFormat.format(value) : '-');
}
