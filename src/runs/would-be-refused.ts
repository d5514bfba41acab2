import type { WhyPlan, WhyUser } from '../contract/why.js';
import { ATTRIBUTES } from '../mapping/mapping-rule.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * Whether an applier would refuse a planned change of a user: a value that it replaces is another one by now, or is pinned.
 * A new user replaces nothing, and the place in the directory is always written.
 */
export function wouldBeRefused(
  { kind, before, after }: NonNullable<WhyPlan['change']>,
  { fields, pins }: Pick<WhyUser, 'fields' | 'pins'>,
): boolean {
  if (kind === 'create') return false;
  const [old, names] = [byName(before), Object.keys(byName(after))];
  return names.some(
    (name) => name !== 'dn' && (Object.hasOwn(pins, name) || (fields[name]?.value ?? null) !== (old[name] ?? null)),
  );
}

/** Attributes beside the other values, named as in the record of a user. */
function byName({ attributes, ...values }: Values): Values {
  const named = Object.entries((attributes ?? {}) as Values).map(
    ([name, value]) => [ATTRIBUTES + name, value] as const,
  );
  return { ...values, ...Object.fromEntries(named) };
}
