import { useDebouncedValue } from '@mantine/hooks';
import { IconUserSearch, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { usersQuery } from '../../shared/api/users.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { LoadMore } from '../../shared/components/load-more.js';
import { Loading } from '../../shared/components/loading.js';
import { UsersFilter } from './users-filter.js';
import { UsersTable } from './users-table.js';

export function UsersPage() {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const filter = { query: search.get('query') ?? '', state: search.get('state') ?? '' };
  const [query] = useDebouncedValue(filter.query, 250);
  const users = useInfiniteQuery({ ...usersQuery({ ...filter, query }), placeholderData: keepPreviousData });
  const rows = users.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = filter.query !== '' || filter.state !== '';

  const change = (changed: typeof filter) =>
    setSearch(Object.fromEntries(Object.entries(changed).filter(([, value]) => value)), { replace: true });

  return (
    <PageLayout title={t('users.title')} lead={t('users.lead')}>
      <UsersFilter filter={filter} onChange={change} />
      {users.isPending && <Loading rows={6} />}
      {users.isError && <Failure error={users.error} retry={users.refetch} />}
      {users.data && rows.length === 0 && (
        <EmptyState
          icon={isFiltered ? IconUserSearch : IconUsers}
          title={t(isFiltered ? 'users.noneFound' : 'users.none')}
          text={t(isFiltered ? 'users.noneFoundNext' : 'users.noneNext')}
        />
      )}
      {rows.length > 0 && (
        <>
          <UsersTable users={rows} />
          <LoadMore
            shown={rows.length}
            hasMore={users.hasNextPage}
            loading={users.isFetchingNextPage}
            more={users.fetchNextPage}
          />
        </>
      )}
    </PageLayout>
  );
}
