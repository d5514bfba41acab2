import type { FieldError, JobSettings } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import { table } from './table.js';
import type { Texts } from './texts.js';

/** Lists the settings, one path and value per line. */
export function* settingsLines(
  texts: Texts,
  { settings, version, changedAt, changedBy, errors }: Omit<JobSettings, 'job' | 'symbolicName'>,
  width: number,
): Generator<string> {
  const { t } = texts;
  const by = changedBy ?? '-';
  yield version === 0 ? t('settings.defaults') : t('settings.saved', { version, date: texts.date(changedAt), by });
  yield '';
  yield* table([{ title: '', keepsWords: true }, { title: '' }], flattenSettings(settings, ''), width).slice(1);
  yield* fieldLines(texts, errors);
}

/** Lists the errors or warnings by field. */
export function* fieldLines(texts: Texts, errors: readonly FieldError[], mark = '✗'): Generator<string> {
  for (const { field, code, params, message } of errors) {
    const text = texts.settingError(code, params ?? {}) ?? message;
    yield `${mark} ${escapeControlCharacters(field)}: ${escapeControlCharacters(text)}`;
  }
}

function flattenSettings(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null || isSingleLine(value)) return [[path, textOf(value)]];
  return Object.entries(value).flatMap(([name, inner]) => flattenSettings(inner, path ? `${path}.${name}` : name));
}

/** Mapping rules and lists of values are printed on one line. */
function isSingleLine(value: object): boolean {
  const inner = Object.values(value);
  return Array.isArray(value) ? inner.every((item) => typeof item !== 'object') : 'attribute' in value;
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(String).join(' ');
  const { attribute, field, required, ...further } = value as Record<string, unknown>;
  const source = Object.keys(further).length === 0 ? '' : ` ${JSON.stringify(further)}`;
  return `${String(attribute)}${source} → ${String(field)}${required ? ' *' : ''}`.trimStart();
}
