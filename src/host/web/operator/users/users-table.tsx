import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { displayNameOf, type UserRow } from '../../shared/api/users.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { UserState } from './user-state.js';

export function UsersTable({ users }: { readonly users: readonly UserRow[] }) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const columns: readonly Column<UserRow>[] = [
    {
      key: 'name',
      header: t('users.name'),
      isName: true,
      width: '30%',
      cell: (user) => (
        <Stack gap={0}>
          <Anchor component={Link} to={`/users/${user.id}`} inherit fw={600}>
            {displayNameOf(user)}
          </Anchor>
          <Text size="xs" c="dimmed" fw={400}>
            {user.userName}
          </Text>
        </Stack>
      ),
    },
    { key: 'state', header: t('users.state'), cell: (user) => <UserState state={user.state} /> },
    { key: 'email', header: fieldName('email'), cell: ({ email }) => email || t('none') },
    { key: 'department', header: fieldName('department'), cell: ({ department }) => department || t('none') },
    { key: 'source', header: t('users.source'), cell: ({ source }) => source || t('none') },
  ];
  return <DataTable caption={t('users.title')} columns={columns} rows={users} rowKey={({ id }) => id} />;
}
