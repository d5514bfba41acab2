import { type Change, type ChangePattern, valuesByName } from '../../index.js';

/** One changed value of a user: a line of the download. */
export interface ChangedValue extends Pick<Change, 'kind' | 'state' | 'dn' | 'stableId' | 'userId' | 'appliedAt'> {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly pattern: ChangePattern | null;
}

export const CHANGED_VALUE_COLUMNS = [
  'dn',
  'stableId',
  'userId',
  'kind',
  'state',
  'field',
  'before',
  'after',
  'appliedAt',
  'pattern',
] as const satisfies readonly (keyof ChangedValue)[];

/** The values that a change replaces, one by one. If it moves a link, the first one is `stableId`. */
export function changedValues({ kind, state, dn, stableId, userId, appliedAt, ...values }: Change): ChangedValue[] {
  const isMoved = values.formerStableId !== null;
  const before: Record<string, unknown> = {
    ...(isMoved && { stableId: values.formerStableId }),
    ...valuesByName(values.before),
  };
  const after: Record<string, unknown> = { ...(isMoved && { stableId }), ...valuesByName(values.after) };
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.map((field) => ({
    kind,
    state,
    dn,
    stableId,
    userId,
    appliedAt,
    field,
    before: before[field] ?? null,
    after: after[field] ?? null,
    pattern: values.patterns[field] ?? null,
  }));
}
