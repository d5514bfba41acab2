import { Button } from '@mantine/core';
import { IconPlus, IconServerOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dataPoolsQuery } from '../../shared/api/data-pools.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { NEW_POOL_PAGE } from '../set-up/steps.js';
import { DataPoolsTable } from './data-pools-table.js';

export function DataPoolsPage() {
  const { t } = useTexts();
  const pools = useQuery(dataPoolsQuery);
  return (
    <PageLayout
      title={t('dataPools.title')}
      lead={t('dataPools.lead')}
      crumbs={[{ label: t('home.title'), to: '/' }]}
      actions={
        <Button component={Link} to={NEW_POOL_PAGE} leftSection={<IconPlus size={17} aria-hidden />}>
          {t('dataPools.new')}
        </Button>
      }
    >
      {pools.isPending && <Loading />}
      {pools.isError && <Failure error={pools.error} retry={pools.refetch} />}
      {pools.data?.length === 0 && (
        <EmptyState icon={IconServerOff} title={t('dataPools.none')} text={t('dataPools.noneNext')} />
      )}
      {pools.data && pools.data.length > 0 && <DataPoolsTable pools={pools.data} />}
    </PageLayout>
  );
}
