import type { Job } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Instant } from '../../shared/components/instant.js';
import { JobDescription } from './job-description.js';
import { JobStatus } from './job-status.js';
import { StartJob } from './start-job.js';

export function ScheduledJobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTexts();
  const columns: readonly Column<Job>[] = [
    {
      key: 'description',
      header: t('jobs.description'),
      isName: true,
      width: '32%',
      cell: (job) => <JobDescription job={job} />,
    },
    { key: 'status', header: t('jobs.status'), cell: (job) => <JobStatus job={job} /> },
    { key: 'start', header: t('jobs.lastStart'), cell: (job) => <Instant at={job.lastStart} none={t('jobs.never')} /> },
    { key: 'end', header: t('jobs.lastEnd'), cell: (job) => <Instant at={job.lastEnd} /> },
    {
      key: 'next',
      header: t('jobs.nextExecution'),
      cell: (job) => <Instant at={job.nextExecution} none={t('jobs.notScheduled')} />,
    },
    { key: 'actions', header: t('jobs.actions'), cell: (job) => <StartJob job={job} /> },
  ];
  return <DataTable caption={t('jobs.title')} columns={columns} rows={jobs} rowKey={(job) => job.symbolicName} />;
}
