import languages from '../../../../../i18n/languages.json';

/** A language of the texts, as an ISO 639-1 code. */
export type Language = string;
export const LANGUAGES: readonly Language[] = languages;

const STORED = 'identity-manager.language';

/** The language chosen here before, else the first of the browser's that we speak, else English. */
export function preferredLanguage(): Language {
  const wishes = [localStorage.getItem(STORED), ...navigator.languages];
  return wishes.map((wish) => wish?.slice(0, 2)).find(isLanguage) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
}

function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && LANGUAGES.includes(text);
}
