import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { setLanguage } from '../api/client.js';
import { type Language, LANGUAGES, preferredLanguage, rememberLanguage } from './languages.js';

const NAMESPACES = [
  'web',
  'settings',
  'validation',
  'fields',
  'check',
  'process',
  'schedule',
  'errors',
  'problems',
  'why',
  'host',
];

const languageFiles: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language, namespace, done) => {
    fetch(`/i18n/${language}/${namespace}.json`)
      .then(async (response) => done(null, response.ok ? ((await response.json()) as object) : {}))
      .catch((error: unknown) => done(error instanceof Error ? error : String(error), false));
  },
};

/** Loads the texts in the preferred language. */
export async function startTexts(): Promise<void> {
  const language = preferredLanguage();
  applyLanguage(language);
  await i18next
    .use(languageFiles)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      supportedLngs: [...LANGUAGES],
      ns: NAMESPACES,
      defaultNS: 'web',
      interpolation: { escapeValue: false },
      // Without this, a missing parameter leaves its braces in the text.
      missingInterpolationHandler: () => '…',
      returnNull: false,
    });
}

export async function changeLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  applyLanguage(language);
  await i18next.changeLanguage(language);
}

function applyLanguage(language: Language): void {
  setLanguage(language);
  document.documentElement.lang = language;
}
