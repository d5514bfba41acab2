/** By what users can be sorted: `name` is the name that lists show, the others are fields of the user. */
export const USER_SORTS = ['name', 'email', 'phone', 'title', 'department', 'state', 'source'] as const;
export type UserSort = (typeof USER_SORTS)[number];

export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Which users are listed. */
export interface UserFilter {
  readonly query?: string;
  readonly state?: string;
  /** For each: only these users, or only the others. */
  readonly among?: readonly { readonly ids: readonly string[]; readonly others: boolean }[];
}

/** In which order users are listed, with the id as the last criterion. */
export interface UserOrder {
  /** @default name */
  readonly sort: UserSort;
  /** @default asc */
  readonly order: SortOrder;
}
