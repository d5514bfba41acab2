import { SimpleGrid } from '@mantine/core';
import { IconClockPlay, IconHistory, IconPuzzle, IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { jobsQuery } from '../../shared/api/jobs.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { AttentionList } from '../../shared/dashboard/attention-list.js';
import { JobSummary } from '../../shared/dashboard/job-summary.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { HomeCard } from './home-card.js';

export function HomePage() {
  const { t } = useTexts();
  const jobs = useQuery(jobsQuery);
  return (
    <PageLayout title={t('home.title')} lead={t('home.lead')}>
      {jobs.data && <AttentionList jobs={jobs.data} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <HomeCard to="/add-ons" icon={IconPuzzle} title={t('addOns.title')} text={t('home.addOns')} />
        <HomeCard to="/batch-synchronization" icon={IconClockPlay} title={t('batch.title')} text={t('home.batch')} />
        <HomeCard to="/data-pools" icon={IconServer} title={t('dataPools.title')} text={t('home.dataPools')} />
        <HomeCard to="/audit-log" icon={IconHistory} title={t('audit.title')} text={t('home.audit')} />
      </SimpleGrid>
      {jobs.isPending && <Loading />}
      {jobs.isError && <Failure error={jobs.error} retry={jobs.refetch} />}
      {jobs.data?.map((job) => (
        <JobSummary key={job.name} job={job} linksToRuns />
      ))}
    </PageLayout>
  );
}
