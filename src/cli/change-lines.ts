import type { Change } from '../index.js';
import { printable } from './printable.js';
import type { Texts } from './texts.js';

const SIGNS = { create: '+', update: '~', activate: '*' } as const;

/** One change: whose, and each field before and after. */
export function* changeLines({ t }: Texts, change: Change): Generator<string> {
  const state = change.state === 'refused' ? ` (${t('change.refused')})` : '';
  yield `${SIGNS[change.kind]} ${t(`change.${change.kind}`)}  ${printable(change.dn)}${state}`;
  for (const field of Object.keys(change.after)) {
    const after = valueText(change.after[field]);
    yield change.kind === 'create'
      ? `    ${printable(field)}: ${after}`
      : `    ${printable(field)}: ${valueText(change.before[field])} → ${after}`;
  }
}

function valueText(value: unknown): string {
  return value === null || value === undefined ? '-' : printable(JSON.stringify(value));
}
