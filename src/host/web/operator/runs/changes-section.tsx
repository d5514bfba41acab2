import { Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { countsMeaning } from '../../shared/api/counts-meaning.js';
import { changesQuery, summaryQuery } from '../../shared/api/runs.js';
import type { ChangeRow, RunRow } from '../../shared/api/api-types.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { Section } from '../../shared/components/section.js';
import { toggledOne } from '../../shared/components/selection.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangesTable } from '../changes/changes-table.js';
import { ChangeGroups } from './change-groups.js';
import { besideSum, COUNTS } from './counts.js';
import { RevertButton } from './revert-button.js';
import { fieldsToRevert, isRevertible } from './revert-scope.js';
import { RevertSelection } from './revert-selection.js';
import { RowsDownloads } from './rows-downloads.js';
import { RowsSearch } from './rows-search.js';
import type { RunView } from './run-view.js';

/** A change that was applied can be turned back for its user alone. */
function revertOne(change: ChangeRow, name: string): ReactNode {
  if (!isRevertible(change) || change.userId === null) return null;
  const users = { ids: [change.userId], name, fields: fieldsToRevert([change]) };
  return <RevertButton runId={change.runId} users={users} />;
}

const NOTHING: ReadonlySet<string> = new Set();

interface ChangesSectionProps {
  readonly run: RunRow;
  readonly view: RunView;
  readonly onChange: (view: RunView) => void;
}

export function ChangesSection({ run, view, onChange }: ChangesSectionProps) {
  const { t } = useTexts();
  const [search] = useDebouncedValue(view.search, 250);
  const filter = { kind: view.kind, field: view.field, pattern: view.pattern, search };
  // Another filter shows other rows: what it hides is not selected.
  const filterKey = JSON.stringify(filter);
  const [chosen, setChosen] = useState({ filterKey, ids: NOTHING });
  const selected = chosen.filterKey === filterKey ? chosen.ids : NOTHING;
  const setSelected = (ids: ReadonlySet<string>) => setChosen({ filterKey, ids });
  const changes = useInfiniteQuery({ ...changesQuery(run.id, filter), placeholderData: keepPreviousData });
  const selection = {
    canSelect: isRevertible,
    isSelected: ({ id }: ChangeRow) => selected.has(id),
    toggle: ({ id }: ChangeRow) => setSelected(toggledOne(selected, id)),
  };
  const isFiltered = [view.kind, view.field, view.pattern, view.search].some(Boolean);
  const isEmpty = changes.data?.pages.every((page) => page.items.length === 0);
  if (isEmpty && !isFiltered && !changes.isPlaceholderData) {
    return (
      <Section title={t('changes.title')}>
        <Text size="sm" c="dimmed">
          {t(run.effect === 'applied' ? 'changes.none' : 'changes.nonePlanned')}
        </Text>
      </Section>
    );
  }
  return (
    <Section
      title={t('changes.title')}
      help={t(countsMeaning(run) === 'planned' ? 'changes.plannedHelp' : 'changes.help')}
      actions={<RowsDownloads runId={run.id} rows="changes" filter={filter} />}
    >
      <ChangeGroups runId={run.id} view={view} onChange={onChange} />
      <ChangesFilter run={run} view={view} onChange={onChange} />
      <ListOfRows
        continues
        query={changes}
        isOutdated={search !== view.search}
        empty={
          <Text size="sm" c="dimmed">
            {t('changes.noneFound')}
          </Text>
        }
      >
        {(rows) => (
          <Stack gap="xs">
            <RevertSelection runId={run.id} shown={rows} selected={selected} onSelect={setSelected} />
            <ChangesTable changes={rows} action={revertOne} {...(rows.some(isRevertible) && { selection })} />
          </Stack>
        )}
      </ListOfRows>
    </Section>
  );
}

function ChangesFilter({ run, view, onChange }: ChangesSectionProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const fieldName = useFieldName();
  const summary = useQuery(summaryQuery(run.id));
  const isPlan = countsMeaning(run) === 'planned';
  const kinds = COUNTS.flatMap(({ name, kind, text, planned }) => {
    if (!kind) return [];
    const label = t(isPlan ? planned : text);
    const changes = summary.data?.kinds.find((each) => each.kind === kind)?.changes ?? 0;
    // Rows that were not applied are listed, too, but are not what the label says.
    if (!summary.data || changes !== run.counts[name] + besideSum(run.counts, name)) return [{ value: kind, label }];
    return [{ value: kind, label: t('changes.ofKind', { kind: label, shown: number(changes) }) }];
  });
  const fields = (summary.data?.fields ?? []).map(({ field, changes }) => ({
    value: field,
    label: t('changes.ofField', { field: fieldName(field), shown: number(changes) }),
  }));
  return (
    <Group role="search" aria-label={t('changes.search')} align="flex-end" gap="md">
      <RowsSearch
        label={t('changes.person')}
        value={view.search}
        onChange={(search) => onChange({ ...view, search })}
      />
      <Select
        label={t('changes.field')}
        value={view.field}
        onChange={(field) => onChange({ ...view, field: field ?? '', pattern: '' })}
        data={[{ value: '', label: t('changes.allFields') }, ...fields]}
        allowDeselect={false}
        searchable
        w={{ base: '100%', xs: 240 }}
      />
      <SegmentedControl
        aria-label={t('changes.filter')}
        value={view.kind}
        onChange={(kind) => onChange({ ...view, kind })}
        size="xs"
        data={[{ value: '', label: t('changes.all') }, ...kinds]}
      />
    </Group>
  );
}
