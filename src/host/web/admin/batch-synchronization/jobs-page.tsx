import { Button } from '@mantine/core';
import { IconClockOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { jobsQuery } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { JobsTable } from './jobs-table.js';
import { NewJob } from './new-job.js';

export function JobsPage() {
  const { t } = useTexts();
  const jobs = useQuery(jobsQuery);
  return (
    <PageLayout
      title={t('batch.title')}
      lead={t('batch.lead')}
      crumbs={[{ label: t('home.title'), to: '/' }]}
      actions={jobs.data && jobs.data.length > 0 && <NewJob />}
    >
      {jobs.isPending && <Loading />}
      {jobs.isError && <Failure error={jobs.error} retry={jobs.refetch} />}
      {jobs.data && (jobs.data.length > 0 ? <JobsTable jobs={jobs.data} /> : <NoJobs />)}
    </PageLayout>
  );
}

/** While the add-on is disabled, there are no jobs. */
export function NoJobs() {
  const { t } = useTexts();
  return (
    <EmptyState icon={IconClockOff} title={t('batch.none')} text={t('batch.noneNext')}>
      <Button component={Link} to="/add-ons">
        {t('batch.toAddOns')}
      </Button>
    </EmptyState>
  );
}
