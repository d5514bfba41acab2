import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ChangeRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { DnText } from '../../shared/components/dn-text.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { ChangeKindBadge } from './change-kind-badge.js';
import { Differences } from './differences.js';

export function ChangesTable({ changes }: { readonly changes: readonly ChangeRow[] }) {
  const { t } = useTexts();
  const columns: readonly Column<ChangeRow>[] = [
    {
      key: 'user',
      header: t('changes.user'),
      isName: true,
      width: '32%',
      cell: (change) => <ChangedUser change={change} />,
    },
    { key: 'kind', header: t('changes.kind'), width: 150, cell: (change) => <ChangeKindBadge change={change} /> },
    { key: 'differences', header: t('changes.what'), cell: (change) => <Differences change={change} /> },
  ];
  return <DataTable caption={t('changes.title')} columns={columns} rows={changes} rowKey={(change) => change.id} />;
}

function ChangedUser({ change }: { readonly change: ChangeRow }) {
  const name = nameIn(change.after) ?? nameIn(change.before) ?? firstValueOf(change.dn);
  return (
    <Stack gap={2}>
      {change.userId ? (
        <Anchor component={Link} to={`/users/${change.userId}`} inherit fw={600}>
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

function nameIn(values: ChangeRow['after']): string | undefined {
  const name = values['displayName'] ?? values['commonName'] ?? values['userName'];
  return typeof name === 'string' ? name : undefined;
}

/** `ada` for `uid=ada,ou=people`. */
function firstValueOf(dn: string): string {
  return (
    dn
      .split(/(?<!\\),/)[0]
      ?.split('=')
      .slice(1)
      .join('=') || dn
  );
}
