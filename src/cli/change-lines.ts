import type { Change } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

const SYMBOLS = { create: '+', update: '~', activate: '*' } as const;

/** Describes a change: the entry, and each field before and after. */
export function* changeLines({ t }: Texts, change: Change): Generator<string> {
  const state = change.state === 'refused' ? ` (${t('change.refused')})` : '';
  yield `${SYMBOLS[change.kind]} ${t(`change.${change.kind}`)}  ${escapeControlCharacters(change.dn)}${state}`;
  for (const line of differenceLines(change)) yield `    ${line}`;
}

/** Each field before and after. */
export function* differenceLines({
  kind,
  before,
  after,
}: Pick<Change, 'kind' | 'before' | 'after'>): Generator<string> {
  for (const field of Object.keys(after)) {
    const next = valueText(after[field]);
    yield kind === 'create'
      ? `${escapeControlCharacters(field)}: ${next}`
      : `${escapeControlCharacters(field)}: ${valueText(before[field])} → ${next}`;
  }
}

function valueText(value: unknown): string {
  return value === null || value === undefined ? '-' : escapeControlCharacters(JSON.stringify(value));
}
