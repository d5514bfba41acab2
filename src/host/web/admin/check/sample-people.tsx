import { Stack, Title } from '@mantine/core';
import type { CheckAnswer } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';

type Person = CheckAnswer['sample'][number];

const MOST_TELLING = ['userName', 'displayName', 'firstName', 'lastName', 'email', 'department', 'title', 'phone'];
const COLUMNS = 5;

/** A few people as the mapping makes them: the quickest way to see a wrong one. */
export function SamplePeople({ people }: { readonly people: readonly Person[] }) {
  const { t, other } = useTexts();
  const present = MOST_TELLING.filter((field) => people.some((person) => textOf(person[field]) !== ''));
  const columns: readonly Column<Person>[] = present.slice(0, COLUMNS).map((field, index) => ({
    key: field,
    header: other('fields', field, field),
    isName: index === 0,
    cell: (person) => textOf(person[field]) || t('none'),
  }));
  return (
    <Stack gap="xs">
      <Title order={3}>{t('check.sample')}</Title>
      <DataTable
        caption={t('check.sample')}
        columns={columns}
        rows={people}
        rowKey={(person) => JSON.stringify(person)}
      />
    </Stack>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
