import { Stack, Title } from '@mantine/core';
import type { CheckReport } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';

type DirectoryUser = CheckReport['sample'][number];

const PREFERRED_FIELDS = ['userName', 'displayName', 'firstName', 'lastName', 'email', 'department', 'title', 'phone'];
const COLUMNS = 5;

/** A few directory users as the mapping produces them, so that a wrong mapping is noticed quickly. */
export function SampleUsers({ users }: { readonly users: readonly DirectoryUser[] }) {
  const { t, lookUp } = useTexts();
  const present = PREFERRED_FIELDS.filter((field) => users.some((user) => textOf(user[field]) !== ''));
  const columns: readonly Column<DirectoryUser>[] = present.slice(0, COLUMNS).map((field, index) => ({
    key: field,
    header: lookUp('fields', field, field),
    isName: index === 0,
    cell: (user) => textOf(user[field]) || t('none'),
  }));
  return (
    <Stack gap="xs">
      <Title order={3}>{t('check.sample')}</Title>
      <DataTable caption={t('check.sample')} columns={columns} rows={users} rowKey={(user) => JSON.stringify(user)} />
    </Stack>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
