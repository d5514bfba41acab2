import { Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { problemsQuery } from '../../shared/api/runs.js';
import type { ProblemRow, RunRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { DnText } from '../../shared/components/dn-text.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { Section } from '../../shared/components/section.js';
import { OffendingValue } from './offending-value.js';
import { ProblemGroups } from './problem-groups.js';
import { RowsDownloads } from './rows-downloads.js';
import { RowsSearch } from './rows-search.js';
import type { RunView } from './run-view.js';

interface ProblemsSectionProps {
  readonly run: RunRow;
  readonly view: RunView;
  readonly onChange: (view: RunView) => void;
}

/** Entries that could not be synchronized, each with the reason and the remedy, grouped by cause. */
export function ProblemsSection({ run, view, onChange }: ProblemsSectionProps) {
  const { t } = useTexts();
  const [search] = useDebouncedValue(view.search, 250);
  const filter = { code: view.code, field: view.field, search };
  const problems = useInfiniteQuery({ ...problemsQuery(run.id, filter), placeholderData: keepPreviousData });
  const columns: readonly Column<ProblemRow>[] = [
    { key: 'dn', header: t('problems.entry'), isName: true, width: '32%', cell: ({ dn }) => <DnText dn={dn} /> },
    { key: 'reason', header: t('problems.what'), cell: (problem) => <ProblemText problem={problem} /> },
    { key: 'remedy', header: t('problems.remedy'), cell: ({ remedy }) => <Text inherit>{remedy}</Text> },
  ];
  const isFiltered = [view.code, view.field, view.search].some(Boolean);
  return (
    <Section
      title={t('problems.title')}
      help={t('problems.help')}
      actions={<RowsDownloads runId={run.id} rows="problems" filter={filter} />}
    >
      <ProblemGroups runId={run.id} view={view} onChange={onChange} />
      <Group role="search" aria-label={t('problems.search')}>
        <RowsSearch
          label={t('problems.searchEntry')}
          value={view.search}
          onChange={(changed) => onChange({ ...view, search: changed })}
        />
      </Group>
      <ListOfRows
        continues
        query={problems}
        isOutdated={search !== view.search}
        placeholders={2}
        empty={
          <Text size="sm" c="dimmed">
            {t(isFiltered ? 'problems.noneFound' : 'problems.none')}
          </Text>
        }
      >
        {(rows) => <DataTable caption={t('problems.title')} columns={columns} rows={rows} rowKey={({ id }) => id} />}
      </ListOfRows>
    </Section>
  );
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
