import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { RunRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Instant } from '../../shared/components/instant.js';
import { StatusBadge } from '../../shared/components/status-badge.js';
import { COUNTS } from './counts.js';
import { useCountText } from './use-count-text.js';
import { useTriggerText } from './use-trigger-text.js';

export function RunsTable({ runs }: { readonly runs: readonly RunRow[] }) {
  const { t } = useTexts();
  const countText = useCountText();
  const triggerText = useTriggerText();
  const columns: readonly Column<RunRow>[] = [
    {
      key: 'started',
      header: t('runs.started'),
      isName: true,
      cell: (run) => (
        <Anchor component={Link} to={`/runs/${run.id}`} inherit>
          <Instant at={run.startedAt ?? run.queuedAt} />
        </Anchor>
      ),
    },
    { key: 'status', header: t('jobs.status'), cell: (run) => <StatusBadge status={run.status} mode={run.mode} /> },
    {
      key: 'trigger',
      header: t('runs.trigger'),
      cell: (run) => (
        <Stack gap={0}>
          {triggerText(run)}
          {run.only !== null && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {t('runs.onlyEntry', { dn: run.only })}
            </Text>
          )}
        </Stack>
      ),
    },
    { key: 'read', header: t('counts.read'), align: 'right', cell: (run) => countText(run, 'read') },
    ...COUNTS.map(({ name, text }): Column<RunRow> => ({
      key: name,
      header: t(text),
      align: 'right',
      cell: (run) => countText(run, name),
    })),
  ];
  return <DataTable caption={t('runs.title')} columns={columns} rows={runs} rowKey={({ id }) => id} />;
}
