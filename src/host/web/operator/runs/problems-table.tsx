import { Text } from '@mantine/core';
import type { ProblemRow } from '../../shared/api/api-types.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { DnText } from '../../shared/components/dn-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { OffendingValue } from './offending-value.js';

/** Entries with the reason and the remedy. */
export function ProblemsTable({ problems }: { readonly problems: readonly ProblemRow[] }) {
  const { t } = useTexts();
  const columns: readonly Column<ProblemRow>[] = [
    { key: 'dn', header: t('problems.entry'), isName: true, width: '32%', cell: ({ dn }) => <DnText dn={dn} /> },
    { key: 'reason', header: t('problems.what'), cell: (problem) => <ProblemText problem={problem} /> },
    { key: 'remedy', header: t('problems.remedy'), cell: ({ remedy }) => <Text inherit>{remedy}</Text> },
  ];
  return <DataTable caption={t('problems.title')} columns={columns} rows={problems} rowKey={({ id }) => id} />;
}

function ProblemText({ problem: { title, message, value } }: { readonly problem: ProblemRow }) {
  return (
    <>
      <Text inherit fw={600}>
        {title}
      </Text>
      <Text inherit>{message}</Text>
      <OffendingValue value={value} />
    </>
  );
}
