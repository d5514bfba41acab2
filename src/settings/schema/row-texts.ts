/** Title and help of a part of a row, as keys in `i18n/`. */
export function textsOf(part: string): { readonly title: string; readonly description: string } {
  return { title: `i18n:settings:mapping.${part}.title`, description: `i18n:settings:mapping.${part}.help` };
}

/** The choices of a part of a row with their titles. */
export function choicesOf(part: string, choices: readonly string[]): { const: string; title: string }[] {
  return choices.map((choice) => ({ const: choice, title: `i18n:settings:mapping.${part}.${choice}` }));
}
