import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { runsQuery } from '../../shared/api/runs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { RunsTable } from './runs-table.js';

export function RunsPage() {
  const { t } = useTexts();
  const { job = '' } = useParams();
  const runs = useInfiniteQuery(runsQuery(job));
  return (
    <PageLayout
      title={t('runs.title')}
      lead={t('runs.lead')}
      crumbs={[{ label: t('navigation.admin') }, { label: t('jobs.title'), to: '/scheduled-jobs' }]}
    >
      <ListOfRows
        query={runs}
        empty={
          <EmptyState icon={IconHistory} title={t('runs.none')} text={t('runs.noneNext')}>
            <Button component={Link} to="/scheduled-jobs">
              {t('runs.toJobs')}
            </Button>
          </EmptyState>
        }
      >
        {(rows) => <RunsTable runs={rows} />}
      </ListOfRows>
    </PageLayout>
  );
}
