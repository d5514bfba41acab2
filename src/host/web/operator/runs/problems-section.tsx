import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { problemsQuery } from '../../shared/api/runs.js';
import type { ProblemRow, RunRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { DnText } from '../../shared/components/dn-text.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { Section } from '../../shared/components/section.js';

/** Entries that could not be synchronized, each with the reason and the remedy. */
export function ProblemsSection({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const problems = useInfiniteQuery(problemsQuery(run.id));
  const columns: readonly Column<ProblemRow>[] = [
    { key: 'dn', header: t('problems.entry'), isName: true, width: '32%', cell: ({ dn }) => <DnText dn={dn} /> },
    { key: 'reason', header: t('problems.what'), cell: ({ message }) => message },
    { key: 'remedy', header: t('problems.remedy'), cell: ({ remedy }) => <Text inherit>{remedy}</Text> },
  ];
  if (problems.data?.pages.every((page) => page.items.length === 0)) return null;
  return (
    <Section title={t('problems.title')} help={t('problems.help')}>
      <ListOfRows query={problems} placeholders={2} empty={null}>
        {(rows) => <DataTable caption={t('problems.title')} columns={columns} rows={rows} rowKey={({ id }) => id} />}
      </ListOfRows>
    </Section>
  );
}
