import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Rows } from '../api/runs.js';
import { Failure } from './failure.js';
import { LoadMore } from './load-more.js';
import { Loading } from './loading.js';
import classes from './list-of-rows.module.css';

interface ListOfRowsProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Rows<Row>>>;
  /** Whether the filter has changed since the rows were requested, for example while the user types. @default false */
  readonly isOutdated?: boolean;
  /** Rows of the placeholder. */
  readonly placeholders?: number;
  /** How many rows there are on all pages, if it is known. */
  readonly total?: number | undefined;
  /** Loads the next page. @default that of the query */
  readonly more?: () => unknown;
  /** Whether the list goes on by itself while the user scrolls, once more rows were asked for. @default false */
  readonly continues?: boolean;
  /** Shown if there are no rows. */
  readonly empty: ReactNode;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/**
 * Rows that are fetched page by page. While those of another filter are loaded, the previous ones stay, faded, and their
 * number is not shown. For that, the query needs `placeholderData: keepPreviousData`.
 */
export function ListOfRows<Row>(props: ListOfRowsProps<Row>) {
  const { query, isOutdated = false, placeholders, total, more = query.fetchNextPage, empty, children } = props;
  const hasContinued = (query.data?.pages.length ?? 0) > 1;
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isBusy = query.data !== undefined && (isOutdated || query.isPlaceholderData);
  return (
    <>
      {query.isPending && <Loading {...(placeholders === undefined ? {} : { rows: placeholders })} />}
      {query.isError && <Failure error={query.error} retry={query.refetch} />}
      {query.data && (
        <div aria-busy={isBusy} className={isBusy ? classes.outdated : undefined}>
          {rows.length > 0 ? children(rows) : empty}
        </div>
      )}
      {rows.length > 0 && (
        <LoadMore
          shown={isBusy ? undefined : rows.length}
          total={total}
          hasMore={query.hasNextPage}
          loading={query.isFetchingNextPage}
          automatic={props.continues === true && hasContinued}
          more={more}
        />
      )}
    </>
  );
}
