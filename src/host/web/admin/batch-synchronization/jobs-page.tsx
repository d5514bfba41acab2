import { Anchor, Button } from '@mantine/core';
import { IconClockOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { jobsQuery } from '../../shared/api/jobs.js';
import type { Job } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Page } from '../../shared/layout/page.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { Instant } from '../../shared/components/instant.js';
import { Loading } from '../../shared/components/loading.js';
import { JobSchedule } from './job-schedule.js';
import { JobState } from './job-state.js';

export function JobsPage() {
  const { t } = useTexts();
  const jobs = useQuery(jobsQuery);
  return (
    <Page title={t('batch.title')} lead={t('batch.lead')} crumbs={[{ label: t('home.title'), to: '/' }]}>
      {jobs.isPending && <Loading />}
      {jobs.isError && <Failure error={jobs.error} retry={jobs.refetch} />}
      {jobs.data && (jobs.data.length > 0 ? <Jobs jobs={jobs.data} /> : <NoJobs />)}
    </Page>
  );
}

function Jobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t, named } = useTexts();
  const columns: readonly Column<Job>[] = [
    {
      key: 'name',
      header: t('batch.name'),
      isName: true,
      width: '38%',
      cell: (job) => (
        <Anchor component={Link} to={`/batch-synchronization/${job.symbolicName}`} fw={600} inherit>
          {named(job.processName)}
        </Anchor>
      ),
    },
    { key: 'state', header: t('batch.state'), cell: (job) => <JobState job={job} /> },
    { key: 'schedule', header: t('batch.schedule'), cell: (job) => <JobSchedule job={job} /> },
    {
      key: 'next',
      header: t('batch.next'),
      cell: (job) => <Instant at={job.nextExecution} none={t('jobs.notScheduled')} />,
    },
  ];
  return <DataTable caption={t('batch.title')} columns={columns} rows={jobs} rowKey={(job) => job.symbolicName} />;
}

function NoJobs() {
  const { t } = useTexts();
  return (
    <EmptyState icon={IconClockOff} title={t('batch.none')} text={t('batch.noneNext')}>
      <Button component={Link} to="/add-ons">
        {t('batch.toAddOns')}
      </Button>
    </EmptyState>
  );
}
