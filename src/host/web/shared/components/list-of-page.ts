import { createContext } from 'react';

/** A list of what a page shows one of. */
export interface ListLink {
  readonly label: string;
  readonly to: string;
}

/** The list that the page belongs to; undefined for a page that is none's. */
export const ListOfPage = createContext<ListLink | undefined>(undefined);
