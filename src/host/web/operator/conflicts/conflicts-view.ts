import type {
  ConflictChoice,
  ConflictKind,
  ConflictRow,
  ConflictsFilter,
  ConflictsFound,
} from '../../shared/api/conflicts.js';

/** Which conflicts the page shows, as in its address. */
export function conflictsViewIn(address: URLSearchParams): ConflictsFilter {
  const value = (name: string) => address.get(name) ?? '';
  return { job: value('job'), code: value('code'), search: value('search') };
}

/** The address of a view, without what is the default. */
export function addressOfConflicts(view: Partial<ConflictsFilter>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value));
}

/** A conflict without choices is solved in the directory, or in the settings. */
export function canDecide({ choices }: Pick<ConflictRow, 'choices'>): boolean {
  return choices.length > 0;
}

/**
 * Who is decided about alone: an identifying value tells both apart, so that it is probably another person, or the own user of the
 * entry was deleted.
 */
export function isDecidedAlone({ recognizedBy, params }: Pick<ConflictRow, 'recognizedBy' | 'params'>): boolean {
  return params['ownUser'] !== undefined || recognizedBy.some((each) => each.contradicts);
}

/** What can be decided about each of them. */
export function commonChoices(conflicts: readonly Pick<ConflictRow, 'choices'>[]): readonly ConflictChoice[] {
  const [first, ...others] = conflicts;
  return (first?.choices ?? []).filter((choice) => others.every(({ choices }) => choices.includes(choice)));
}

/** The kind that is shown without a search, if there are more of it than are shown. */
export function kindBeyond(
  { code, search }: Pick<ConflictsFilter, 'code' | 'search'>,
  { totals }: Pick<ConflictsFound, 'totals'>,
  shown: number,
): ConflictKind | undefined {
  const kind = search === '' ? totals.find((each) => each.code === code) : undefined;
  return kind && kind.choices.length > 0 && kind.conflicts > shown ? kind : undefined;
}
