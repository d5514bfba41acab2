import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { displayNameOf, type UserRow } from '../../shared/api/users.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { PinnedFields } from './pinned-fields.js';
import { NotSeen } from './not-seen.js';
import { UserState } from './user-state.js';
import type { UserSort, UsersView } from './users-view.js';

interface UsersTableProps {
  readonly users: readonly UserRow[];
  readonly view: UsersView;
  readonly onSort: (sort: UserSort) => void;
}

export function UsersTable({ users, view, onSort }: UsersTableProps) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const textColumn = (field: 'email' | 'phone' | 'title' | 'department') => ({
    key: field,
    header: fieldName(field),
    cell: (user: UserRow) => user[field] || t('none'),
  });
  const columns: readonly (Column<UserRow> & { readonly key: UserSort })[] = [
    {
      key: 'name',
      header: t('users.name'),
      isName: true,
      width: '24%',
      cell: (user) => (
        <Stack gap={0}>
          <Anchor component={Link} to={`/users/${encodeURIComponent(user.id)}`} inherit fw={600}>
            {displayNameOf(user)}
          </Anchor>
          <Text size="xs" c="dimmed" fw={400}>
            {user.userName}
          </Text>
          <NotSeen since={user.notSeenSince} />
          <PinnedFields names={user.pinned ?? []} />
        </Stack>
      ),
    },
    { key: 'state', header: t('users.state'), cell: (user) => <UserState state={user.state} /> },
    textColumn('email'),
    textColumn('phone'),
    textColumn('title'),
    textColumn('department'),
    { key: 'source', header: t('users.source'), cell: ({ source }) => source || t('none') },
  ];
  return (
    <DataTable
      caption={t('users.title')}
      columns={columns}
      rows={users}
      rowKey={({ id }) => id}
      sort={{ by: view.sort, order: view.order, onSort: (key) => onSort(key as UserSort) }}
    />
  );
}
