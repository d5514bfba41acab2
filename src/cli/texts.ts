import { existsSync, readFileSync } from 'node:fs';

import { createInstance, type TFunction } from 'i18next';

const LANGUAGES = ['en', 'de', 'sv', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

const NAMESPACES = ['cli', 'errors', 'problems', 'validation', 'check', 'fields'];

/** The language that the environment asks for, English when it asks for none that there is. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return LANGUAGES.find((language) => locale.toLowerCase().startsWith(language)) ?? 'en';
}

/** The texts of one language, and how it writes numbers and dates. */
export class Texts {
  readonly language: Language;
  readonly t: TFunction;
  private readonly numberFormat: Intl.NumberFormat;
  private readonly dateFormat: Intl.DateTimeFormat;
  private readonly has: (key: string) => boolean;

  constructor(language: Language) {
    const i18n = createInstance({
      lng: language,
      fallbackLng: 'en',
      ns: NAMESPACES,
      defaultNS: 'cli',
      initAsync: false,
      resources: Object.fromEntries(['en', language].map((each) => [each, resources(each)])),
      interpolation: { escapeValue: false },
    });
    void i18n.init();
    this.language = language;
    this.t = i18n.t;
    this.has = (key) => i18n.exists(key);
    this.numberFormat = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    this.dateFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  }

  /** The text of a key that may be unknown here, as codes of a newer host are. */
  known(key: string, params: Readonly<Record<string, string | number>>): string | undefined {
    return this.has(key) ? this.t(key, params) : undefined;
  }

  /** Why something was refused or failed; `why` and what it names say a reason in the reader's language. */
  error(code: string, params: Readonly<Record<string, string | number>>): string | undefined {
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

function resources(language: string): Record<string, object> {
  const files = NAMESPACES.map((namespace): [string, object] => {
    const file = new URL(`../../i18n/${language}/${namespace}.json`, import.meta.url);
    return [namespace, existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {}];
  });
  return Object.fromEntries(files);
}
