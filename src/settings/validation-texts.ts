import { readFileSync } from 'node:fs';

import type { MessageParameters } from '../contract/sync-error.js';

const english = JSON.parse(readFileSync(new URL('../../i18n/en/validation.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

/** The English sentence of a refusal. */
export function validationText(code: string, params: MessageParameters = {}): string {
  const text = english[code] ?? code;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}
