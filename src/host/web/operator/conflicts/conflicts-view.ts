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

/** An identifying value tells both apart: probably another person, who is decided about alone. */
export function contradicts({ recognizedBy }: Pick<ConflictRow, 'recognizedBy'>): boolean {
  return recognizedBy.some((each) => each.contradicts);
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
