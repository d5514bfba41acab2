import { Stack, Title } from '@mantine/core';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import type { CheckReport } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

type Share = NonNullable<CheckReport['shares']>[number];

/** How many of the entries examined have each attribute of the mapping. */
export function AttributeShares({ shares }: { readonly shares: readonly Share[] }) {
  const { t } = useTexts();
  const { number } = useFormats();
  const columns: readonly Column<Share>[] = [
    { key: 'attribute', header: t('check.attribute'), isName: true, cell: ({ attribute }) => attribute },
    {
      key: 'entries',
      header: t('check.entries'),
      cell: ({ entries, total }) => t('setUp.share', { share: number(entries), total: number(total) }),
    },
  ];
  return (
    <Stack gap="xs">
      <Title order={3}>{t('check.shares')}</Title>
      <DataTable caption={t('check.shares')} columns={columns} rows={shares} rowKey={({ attribute }) => attribute} />
    </Stack>
  );
}
