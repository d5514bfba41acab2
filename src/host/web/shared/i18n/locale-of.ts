/** The regional variant that the browser prefers for the language: British and American English format dates differently. */
export function localeOf(language: string): string {
  return navigator.languages.find((each) => each.slice(0, 2) === language) ?? language;
}
