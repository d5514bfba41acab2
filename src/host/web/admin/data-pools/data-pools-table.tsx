import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type DataPool, dataPoolPage } from '../../shared/api/data-pools.js';
import { CodeText } from '../../shared/components/code-text.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Instant } from '../../shared/components/instant.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { JobLinks } from './job-links.js';
import { PoolProduct } from './pool-product.js';

export function DataPoolsTable({ pools }: { readonly pools: readonly DataPool[] }) {
  const { t } = useTexts();
  const columns: readonly Column<DataPool>[] = [
    { key: 'name', header: t('dataPools.name'), isName: true, width: '20%', cell: (pool) => <PoolName pool={pool} /> },
    { key: 'servers', header: t('dataPools.servers'), width: '27%', cell: ({ urls }) => <Servers urls={urls} /> },
    {
      key: 'dialect',
      header: t('dataPools.dialect'),
      width: '14%',
      cell: (pool) => <PoolProduct pool={pool} />,
    },
    { key: 'jobs', header: t('dataPools.jobs'), cell: ({ jobs }) => <JobLinks jobs={jobs} /> },
    {
      key: 'changed',
      header: t('dataPools.changed'),
      cell: ({ changedAt }) => <Instant at={changedAt} none={t('dataPools.notSaved')} />,
    },
  ];
  return <DataTable caption={t('dataPools.title')} columns={columns} rows={pools} rowKey={({ name }) => name} />;
}

function PoolName({ pool: { name, description } }: { readonly pool: DataPool }) {
  return (
    <Stack gap={4} align="flex-start">
      <Anchor component={Link} to={dataPoolPage(name)} fw={600} inherit>
        {name}
      </Anchor>
      {description !== '' && (
        <Text size="xs" c="dimmed" fw={400} style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
    </Stack>
  );
}

/** The servers, one below the other. */
export function Servers({ urls }: Pick<DataPool, 'urls'>) {
  const { t } = useTexts();
  if (urls.length === 0) return <>{t('dataPools.noServers')}</>;
  return (
    <Stack gap={2} align="flex-start">
      {urls.map((url) => (
        <CodeText key={url}>{url}</CodeText>
      ))}
    </Stack>
  );
}
