import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { runsQuery } from '../../shared/api/runs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { LoadMore } from '../../shared/components/load-more.js';
import { Loading } from '../../shared/components/loading.js';
import { RunsTable } from './runs-table.js';

export function RunsPage() {
  const { t } = useTexts();
  const { job = '' } = useParams();
  const runs = useInfiniteQuery(runsQuery(job));
  const rows = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <PageLayout
      title={t('runs.title')}
      lead={t('runs.lead')}
      crumbs={[{ label: t('navigation.admin') }, { label: t('jobs.title'), to: '/scheduled-jobs' }]}
    >
      {runs.isPending && <Loading />}
      {runs.isError && <Failure error={runs.error} retry={runs.refetch} />}
      {runs.data && rows.length === 0 && (
        <EmptyState icon={IconHistory} title={t('runs.none')} text={t('runs.noneNext')}>
          <Button component={Link} to="/scheduled-jobs">
            {t('runs.toJobs')}
          </Button>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <RunsTable runs={rows} />
          <LoadMore
            shown={rows.length}
            hasMore={runs.hasNextPage}
            loading={runs.isFetchingNextPage}
            more={runs.fetchNextPage}
          />
        </>
      )}
    </PageLayout>
  );
}
