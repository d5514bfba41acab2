import type { FilterPart, WhyEntry, WhyMapping, WhyPerson, WhyReport, WhyUser } from '../index.js';

export type ShownFilterPart = FilterPart;

/** What a host shows of a person: operators see neither filter nor mapping, which are settings. */
export interface ShownPerson extends Omit<WhyPerson, 'entry' | 'mapping' | 'user'> {
  readonly mapping: readonly (Omit<WhyMapping, 'attribute'> & { readonly attribute: string | null })[];
  readonly entry: (Omit<WhyEntry, 'filter'> & { readonly filter: FilterPart | null }) | null;
  readonly user:
    | (Pick<WhyUser, 'id' | 'userName' | 'matchedBy'> & {
        /** Absent in answers of a host before version 0.4.0-beta.1. */
        readonly pins?: WhyUser['pins'];
      })
    | null;
}

/** A report in this process, or of a host. */
export interface ShownWhy extends Omit<WhyReport, 'people'> {
  readonly people: readonly ShownPerson[];
}
