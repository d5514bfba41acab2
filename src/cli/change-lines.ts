import type { Change } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

const SYMBOLS = { create: '+', update: '~', activate: '*' } as const;

/** Describes a change: the entry, and each field before and after. */
export function* changeLines(texts: Texts, change: Change): Generator<string> {
  const { t } = texts;
  const state = change.state === 'refused' ? ` (${t('change.refused')})` : '';
  yield `${SYMBOLS[change.kind]} ${t(`change.${change.kind}`)}  ${escapeControlCharacters(change.dn)}${state}`;
  for (const line of [...linkLines(texts, change), ...differenceLines(change)]) yield `    ${line}`;
}

/** The entry from which the link of the user is moved, if it is: such a change may change no value. */
export function* linkLines(
  { t }: Texts,
  { formerStableId: stableId, formerDn }: Pick<Change, 'formerStableId' | 'formerDn'>,
): Generator<string> {
  if (stableId) yield escapeControlCharacters(t('change.linkedAgain', { dn: formerDn ?? '-', stableId }));
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
