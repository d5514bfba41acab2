import type { SettingChange } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

/**
 * Lists settings that differ, the old value and the new one, with what the change can do. Secrets are not shown.
 *
 * @param secret key of what is said of a secret.
 */
export function* settingChangeLines(
  texts: Texts,
  changes: readonly SettingChange[],
  secret = 'settings.secretChanged',
): Generator<string> {
  const { t } = texts;
  for (const { field, before, after, effect, people } of changes) {
    const isSecret = before === null && after === null;
    const values = isSecret ? t(secret) : `${valueText(before)} → ${valueText(after)}`;
    yield `  ${escapeControlCharacters(`${field}: ${values}`)}`;
    if (effect === 'none' || effect === 'result' || people === 0) continue;
    yield people === undefined
      ? `    ⚠ ${t(`settings.effects.${effect}`)}`
      : `    ⚠ ${t(`settings.counted.${effect}`, { count: people, shown: texts.number(people) })}`;
  }
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
