export const LANGUAGES = ['en', 'de', 'sv', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

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
  return LANGUAGES.some((language) => language === text);
}
