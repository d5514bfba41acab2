import { Button, Text } from '@mantine/core';
import { IconUserSearch, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { useAddressParams } from '../../shared/components/use-address-params.js';
import { EntryHint } from './entry-hint.js';
import { useUsers } from './use-users.js';
import { UsersFilter } from './users-filter.js';
import { UsersTable } from './users-table.js';
import { addressOf, sortedBy, type UsersView, viewIn } from './users-view.js';

export function UsersPage() {
  const { t } = useTexts();
  const [address, setAddress] = useAddressParams();
  const view = viewIn(address);
  const { users, total, isOutdated } = useUsers(view);
  const found = total ? t('users.total', { count: total }) : undefined;
  const count = users.data && isOutdated ? t('loading') : found;
  // A filter may hide the user.
  const isOnlyQuery = view.state === '' && view.notSeen === '' && view.pinned === '';
  const isFiltered = view.query !== '' || !isOnlyQuery;

  // Typing and further pages do not make steps of their own for Back.
  const show = (changed: UsersView, { replace = false } = {}) =>
    setAddress(addressOf(changed), { replace, preventScrollReset: true });

  const showMore = () => {
    show({ ...view, pages: (users.data?.pages.length ?? 0) + 1 }, { replace: true });
    return users.fetchNextPage();
  };

  return (
    <PageLayout title={t('users.title')} lead={t('users.lead')}>
      <UsersFilter
        filter={view}
        onChange={(filter) => show({ ...view, ...filter, pages: 1 }, { replace: filter.query !== view.query })}
      />
      {count && (
        <Text size="sm" c="dimmed">
          {count}
        </Text>
      )}
      <ListOfRows
        query={users}
        isOutdated={isOutdated}
        placeholders={6}
        total={total}
        more={showMore}
        empty={
          <EmptyState
            icon={isFiltered ? IconUserSearch : IconUsers}
            title={t(isFiltered ? 'users.noneFound' : 'users.none')}
            text={t(isFiltered ? 'users.noneFoundNext' : 'users.noneNext')}
          >
            {isOnlyQuery && <EntryHint who={view.query.trim()} />}
            {view.query !== '' && (
              <Button
                component={Link}
                to={`/why?${new URLSearchParams({ who: view.query }).toString()}`}
                variant="default"
              >
                {t('why.askDirectory')}
              </Button>
            )}
          </EmptyState>
        }
      >
        {(rows) => <UsersTable users={rows} view={view} onSort={(sort) => show(sortedBy(view, sort))} />}
      </ListOfRows>
    </PageLayout>
  );
}
