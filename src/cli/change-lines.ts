import type { Change } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

const SYMBOLS = { create: '+', update: '~', activate: '*' } as const;

/** Describes a change: the entry, and each field before and after. */
export function* changeLines({ t }: Texts, change: Change): Generator<string> {
  const state = change.state === 'refused' ? ` (${t('change.refused')})` : '';
  yield `${SYMBOLS[change.kind]} ${t(`change.${change.kind}`)}  ${escapeControlCharacters(change.dn)}${state}`;
  for (const field of Object.keys(change.after)) {
    const after = valueText(change.after[field]);
    yield change.kind === 'create'
      ? `    ${escapeControlCharacters(field)}: ${after}`
      : `    ${escapeControlCharacters(field)}: ${valueText(change.before[field])} → ${after}`;
  }
}

function valueText(value: unknown): string {
  return value === null || value === undefined ? '-' : escapeControlCharacters(JSON.stringify(value));
}
