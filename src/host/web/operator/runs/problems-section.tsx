import { Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { problemsQuery, summaryQuery } from '../../shared/api/runs.js';
import type { RunRow, RunSummary } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { Section } from '../../shared/components/section.js';
import { ProblemsTable } from './problems-table.js';
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
  const isFiltered = [view.code, view.field, view.search].some(Boolean);
  return (
    <Section
      title={t('problems.title')}
      help={t('problems.help')}
      actions={<RowsDownloads runId={run.id} rows="problems" filter={filter} />}
    >
      <ProblemGroups runId={run.id} view={view} onChange={onChange} />
      <ProblemsFilter run={run} view={view} onChange={onChange} />
      <SampleNote run={run} view={view} />
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
        {(rows) => <ProblemsTable run={run} problems={rows} />}
      </ListOfRows>
    </Section>
  );
}

/** Says how many problems of those selected are not listed, and with a search, how many of them it covers. */
function SampleNote({ run, view }: Pick<ProblemsSectionProps, 'run' | 'view'>) {
  const { t } = useTexts();
  const { number } = useFormats();
  const summary = useQuery(summaryQuery(run.id));
  const selected = (summary.data?.problems ?? []).filter(
    ({ code, field }) => (!view.code || code === view.code) && (!view.field || field === view.field),
  );
  const all = sumOf(selected.map(({ problems }) => problems));
  const omitted = sumOf(selected.map((group) => group.omitted));
  if (omitted === 0) return null;
  const text = view.search ? 'problems.sampleSearched' : 'problems.sample';
  return <Text size="sm">{t(text, { listed: number(all - omitted), all: number(all) })}</Text>;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

function ProblemsFilter({ run, view, onChange }: ProblemsSectionProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const fieldName = useFieldName();
  const summary = useQuery(summaryQuery(run.id));
  const fields = problemsByField(summary.data?.problems ?? []).map(({ field, problems }) => ({
    value: field,
    label: t('changes.ofField', { field: fieldName(field), shown: number(problems) }),
  }));
  return (
    <Group role="search" aria-label={t('problems.search')} align="flex-end" gap="md">
      <RowsSearch
        label={t('problems.person')}
        value={view.search}
        onChange={(search) => onChange({ ...view, search })}
      />
      {fields.length > 0 && (
        <Select
          label={t('problems.field')}
          value={view.field}
          onChange={(field) => onChange({ ...view, field: field ?? '', code: '' })}
          data={[{ value: '', label: t('changes.allFields') }, ...fields]}
          allowDeselect={false}
          searchable
          w={{ base: '100%', xs: 240 }}
        />
      )}
    </Group>
  );
}

function problemsByField(
  causes: RunSummary['problems'],
): readonly { readonly field: string; readonly problems: number }[] {
  const sums = new Map<string, number>();
  for (const { field, problems } of causes) if (field !== null) sums.set(field, (sums.get(field) ?? 0) + problems);
  return [...sums].map(([field, problems]) => ({ field, problems }));
}
