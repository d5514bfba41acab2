import type { RunRow, RunSummary } from '../../shared/api/api-types.js';
import { besideSum } from './counts.js';

/** One thing that a plan would do: the key of its text below `plan`, how many people, and which field. */
export interface Consequence {
  readonly text: 'empties' | 'states' | 'renames' | 'misses' | 'updates' | 'activates' | 'creates' | 'leaves' | 'keeps';
  readonly count: number;
  /** Null unless it is about one field. */
  readonly field: string | null;
}

/** The fields by which people are known and sign in. */
const NAMES: ReadonlySet<string> = new Set(['userName', 'principalName', 'email']);

const COUNTED = [
  ['updates', 'updated'],
  ['activates', 'activated'],
  ['creates', 'created'],
  ['leaves', 'problems'],
  ['keeps', 'incomplete'],
] as const;

/**
 * What a plan would do, the worst consequence first: values that are lost, people who get another state, other names,
 * what is counted in any case, and whom the read did not contain, to whom nothing happens. A run gives another state by activating people, which is
 * counted; only a plan that turns back a run takes it from them.
 */
export function planConsequences(
  { counts, reverts }: Pick<RunRow, 'counts' | 'reverts'>,
  { fields, patterns }: Pick<RunSummary, 'fields' | 'patterns'>,
): readonly Consequence[] {
  const emptied = patterns.filter(({ pattern }) => pattern === 'emptied');
  const states = reverts ? fields.filter(({ field }) => field === 'state') : [];
  const renamed = fields.filter(({ field, replaced }) => NAMES.has(field) && replaced > 0);
  const consequences: readonly Consequence[] = [
    ...emptied.map(({ field, changes }) => ({ text: 'empties' as const, count: changes, field })),
    ...states.map(({ changes }) => ({ text: 'states' as const, count: changes, field: null })),
    ...renamed.map(({ field, replaced }) => ({ text: 'renames' as const, count: replaced, field })),
    ...COUNTED.map(([text, name]) => ({ text, count: counts[name] + besideSum(counts, name), field: null })),
    { text: 'misses', count: counts.notSeen, field: null },
  ];
  return consequences.filter(({ count }) => count > 0);
}
