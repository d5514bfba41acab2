import type { FilterPart, WhyEntry, WhyMapping, WhyNext, WhyPerson, WhyReport, WhyUser } from '../index.js';

export type ShownFilterPart = FilterPart;

/** Absent in answers of a host before version 0.4.0. */
type Newer = 'match' | 'plan' | 'findings' | 'areRunsSearched';

/** The same of what a run would do: before 0.4.0, and before 0.5.0. */
type NewerNext = 'namesFreedBy' | 'fieldProblems';

/** What a host shows of a person: operators see neither filter nor mapping, which are settings. */
export interface ShownPerson
  extends Omit<WhyPerson, 'entry' | 'mapping' | 'user' | 'next' | Newer>, Partial<Pick<WhyPerson, Newer>> {
  readonly next?: (Omit<WhyNext, NewerNext> & Partial<Pick<WhyNext, NewerNext>>) | null;
  readonly mapping: readonly (Omit<WhyMapping, 'attribute'> & { readonly attribute: string | null })[];
  readonly entry:
    | (Omit<WhyEntry, 'filter' | 'excludedBy'> & {
        readonly filter: FilterPart | null;
        /** Absent in answers of a host before version 0.5.0. */
        readonly excludedBy?: string | null;
      })
    | null;
  readonly user:
    | (Pick<WhyUser, 'id' | 'userName' | 'matchedBy'> & {
        /** Absent in answers of a host before version 0.4.0. */
        readonly pins?: WhyUser['pins'];
        /** Absent, as `links`, in answers of a host before version 0.4.0. */
        readonly fields?: WhyUser['fields'];
        readonly links?: WhyUser['links'];
      })
    | null;
}

/** A report in this process, or of a host. */
export interface ShownWhy extends Omit<WhyReport, 'people'> {
  readonly people: readonly ShownPerson[];
}
