import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { usersQuery } from '../../shared/api/users.js';
import type { UsersView } from './users-view.js';

/** The users of a view, with as many pages as it has. */
export function useUsers({ query: typed, state, notSeen, pinned, sort, order, pages }: UsersView) {
  const [query] = useDebouncedValue(typed, 250);
  const users = useInfiniteQuery({
    ...usersQuery({ query, state, notSeen, pinned, sort, order }),
    placeholderData: keepPreviousData,
  });
  const { data, isPlaceholderData, hasNextPage, isFetching, isError, fetchNextPage } = users;
  const isOutdated = isPlaceholderData || query !== typed;
  const isIncomplete = !isOutdated && hasNextPage && (data?.pages.length ?? 0) < pages;

  useEffect(() => {
    if (isIncomplete && !isFetching && !isError) void fetchNextPage();
  }, [isIncomplete, isFetching, isError, fetchNextPage]);

  return { users, isOutdated, total: isOutdated ? undefined : data?.pages[0]?.total };
}
