import { IconClockOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { jobsQuery } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { AttentionList } from '../../shared/dashboard/attention-list.js';
import { JobSummary } from '../../shared/dashboard/job-summary.js';
import { ScheduledJobsTable } from './scheduled-jobs-table.js';

export function ScheduledJobsPage() {
  const { t } = useTexts();
  const jobs = useQuery(jobsQuery);
  return (
    <PageLayout title={t('jobs.title')} lead={t('jobs.lead')} crumbs={[{ label: t('navigation.admin') }]}>
      {jobs.isPending && <Loading />}
      {jobs.isError && <Failure error={jobs.error} retry={jobs.refetch} />}
      {jobs.data?.length === 0 && <EmptyState icon={IconClockOff} title={t('jobs.none')} text={t('jobs.noneNext')} />}
      {jobs.data && jobs.data.length > 0 && (
        <>
          <AttentionList jobs={jobs.data} />
          <ScheduledJobsTable jobs={jobs.data} />
          {jobs.data.map((job) => (
            <JobSummary key={job.name} job={job} />
          ))}
        </>
      )}
    </PageLayout>
  );
}
