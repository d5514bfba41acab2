export const USER_SORTS = ['name', 'email', 'phone', 'title', 'department', 'state', 'source'] as const;
export type UserSort = (typeof USER_SORTS)[number];
export type SortOrder = 'asc' | 'desc';

/** What the list of users shows, as in the address of the page. */
export interface UsersView {
  readonly query: string;
  readonly state: string;
  /** `true`: only users whose entry is no longer seen. */
  readonly notSeen: string;
  /** `true`: only users with pins. */
  readonly pinned: string;
  readonly sort: UserSort;
  readonly order: SortOrder;
  readonly pages: number;
}

/** A shared link must not load the whole table. */
const MAX_PAGES = 40;

/** The view in an address. Invalid values are those of the default view. */
export function viewIn(search: URLSearchParams): UsersView {
  const pages = Number(search.get('pages'));
  return {
    query: search.get('query') ?? '',
    state: search.get('state') ?? '',
    notSeen: search.get('notSeen') === 'true' ? 'true' : '',
    pinned: search.get('pinned') === 'true' ? 'true' : '',
    sort: USER_SORTS.find((sort) => sort === search.get('sort')) ?? 'name',
    order: search.get('order') === 'desc' ? 'desc' : 'asc',
    pages: Number.isInteger(pages) ? Math.min(Math.max(pages, 1), MAX_PAGES) : 1,
  };
}

/** The address of a view, without what is the default. */
export function addressOf({
  query,
  state,
  notSeen,
  pinned,
  sort,
  order,
  pages,
}: UsersView): Readonly<Record<string, string>> {
  return {
    ...(query && { query }),
    ...(state && { state }),
    ...(notSeen && { notSeen }),
    ...(pinned && { pinned }),
    ...(sort !== 'name' && { sort }),
    ...(order !== 'asc' && { order }),
    ...(pages > 1 && { pages: String(pages) }),
  };
}

/** The view after a click on the header of a column. */
export function sortedBy(view: UsersView, sort: UserSort): UsersView {
  const order = view.sort === sort && view.order === 'asc' ? 'desc' : 'asc';
  return { ...view, sort, order, pages: 1 };
}
