import { Anchor, Checkbox, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ConflictChoice, ConflictRow } from '../../shared/api/conflicts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { DnText } from '../../shared/components/dn-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { firstValueOf } from '../changes/first-value-of.js';
import { ProblemText } from '../runs/problem-text.js';
import { ConflictChoices } from './conflict-choices.js';
import { ConflictHolder } from './conflict-holder.js';
import { RecognizedBy } from './recognized-by.js';
import { canDecide } from './conflicts-view.js';

interface ConflictsTableProps {
  readonly conflicts: readonly ConflictRow[];
  /** IDs of conflicts. */
  readonly selected: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onDecide: (choice: ConflictChoice, conflict: ConflictRow) => void;
}

/** Who is in conflict, about what, with whom, and what to do. */
export function ConflictsTable({ conflicts, selected, onToggle, onDecide }: ConflictsTableProps) {
  const { t } = useTexts();
  const selection: Column<ConflictRow> = {
    key: 'selection',
    header: t('changes.select'),
    width: 90,
    cell: (conflict) =>
      canDecide(conflict) && (
        <Checkbox
          aria-label={t('changes.selectOf', { name: firstValueOf(conflict.dn) })}
          checked={selected.has(conflict.id)}
          onChange={() => onToggle(conflict.id)}
          size="md"
        />
      ),
  };
  const columns: readonly Column<ConflictRow>[] = [
    ...(conflicts.some(canDecide) ? [selection] : []),
    {
      key: 'person',
      header: t('conflicts.person'),
      isName: true,
      width: '24%',
      cell: (conflict) => <Person conflict={conflict} />,
    },
    { key: 'what', header: t('conflicts.what'), cell: (conflict) => <ProblemText problem={conflict} /> },
    {
      key: 'holder',
      header: t('conflicts.holder'),
      width: '20%',
      cell: (conflict) => <ConflictHolder conflict={conflict} />,
    },
    {
      key: 'remedy',
      header: t('problems.remedy'),
      width: '22%',
      cell: (conflict) => <ConflictChoices conflict={conflict} onDecide={onDecide} />,
    },
  ];
  return <DataTable caption={t('conflicts.title')} columns={columns} rows={conflicts} rowKey={({ id }) => id} />;
}

/** Leads to what "Why?" says about the entry. */
function Person({ conflict: { dn, job, recognizedBy } }: { readonly conflict: ConflictRow }) {
  return (
    <Stack gap={2}>
      <Anchor component={Link} to={`/why?${new URLSearchParams({ who: dn, job }).toString()}`} inherit fw={600}>
        {firstValueOf(dn)}
      </Anchor>
      <Text size="xs" fw={400}>
        <DnText dn={dn} dimmed />
      </Text>
      <RecognizedBy values={recognizedBy} side="ofEntry" />
    </Stack>
  );
}
