import { Anchor, Checkbox, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ChangeRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { DnText } from '../../shared/components/dn-text.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { ChangeKindBadge } from './change-kind-badge.js';
import { Differences } from '../../shared/changes/differences.js';
import { firstValueOf } from './first-value-of.js';

/** Which changes are selected, and how to select one. */
export interface ChangeSelection {
  readonly canSelect: (change: ChangeRow) => boolean;
  readonly isSelected: (change: ChangeRow) => boolean;
  readonly toggle: (change: ChangeRow) => void;
}

interface ChangesTableProps {
  readonly changes: readonly ChangeRow[];
  /** What can be done with a change; its name is that of the user. */
  readonly action?: (change: ChangeRow, name: string) => ReactNode;
  /** @default changes cannot be selected */
  readonly selection?: ChangeSelection;
}

export function ChangesTable({ changes, action, selection }: ChangesTableProps) {
  const { t } = useTexts();
  const columns: readonly Column<ChangeRow>[] = [
    ...(selection ? [selectionColumn(t('changes.select'), (name) => t('changes.selectOf', { name }), selection)] : []),
    {
      key: 'user',
      header: t('changes.user'),
      isName: true,
      width: '32%',
      cell: (change) => <ChangedUser change={change} />,
    },
    { key: 'kind', header: t('changes.kind'), width: 150, cell: (change) => <ChangeKindBadge change={change} /> },
    {
      key: 'differences',
      header: t('changes.what'),
      cell: (change) => (
        <>
          <Differences change={change} />
          {action?.(change, nameOf(change))}
        </>
      ),
    },
  ];
  return <DataTable caption={t('changes.title')} columns={columns} rows={changes} rowKey={(change) => change.id} />;
}

function selectionColumn(
  header: string,
  labelOf: (name: string) => string,
  { canSelect, isSelected, toggle }: ChangeSelection,
): Column<ChangeRow> {
  return {
    key: 'selection',
    header,
    width: 90,
    cell: (change) =>
      canSelect(change) && (
        <Checkbox
          aria-label={labelOf(nameOf(change))}
          checked={isSelected(change)}
          onChange={() => toggle(change)}
          size="md"
        />
      ),
  };
}

function ChangedUser({ change }: { readonly change: ChangeRow }) {
  const name = nameOf(change);
  return (
    <Stack gap={2}>
      {change.userId ? (
        <Anchor component={Link} to={`/users/${encodeURIComponent(change.userId)}`} inherit fw={600}>
          {name}
        </Anchor>
      ) : (
        <Text inherit fw={600}>
          {name}
        </Text>
      )}
      <Text size="xs" fw={400}>
        <DnText dn={change.dn} dimmed />
      </Text>
    </Stack>
  );
}

/** The present name: that of a change that was not applied is not the user's. */
function nameOf({ state, kind, after, before, dn }: ChangeRow): string {
  const present = state === 'applied' || kind === 'create' ? [after, before] : [before];
  return present.map(nameIn).find((name) => name !== undefined) ?? firstValueOf(dn);
}

function nameIn(values: ChangeRow['after']): string | undefined {
  const name = values['displayName'] ?? values['commonName'] ?? values['userName'];
  return typeof name === 'string' ? name : undefined;
}
