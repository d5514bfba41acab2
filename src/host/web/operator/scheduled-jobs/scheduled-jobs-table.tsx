import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Job } from '../../shared/api/api-types.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Instant } from '../../shared/components/instant.js';
import { NextExecution } from '../../shared/dashboard/next-execution.js';
import { JobStatus } from './job-status.js';
import { StartJob } from './start-job.js';

export function ScheduledJobsTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTexts();
  const columns: readonly Column<Job>[] = [
    {
      key: 'description',
      header: t('jobs.description'),
      isName: true,
      width: '26%',
      cell: (job) => <JobDescription job={job} />,
    },
    { key: 'status', header: t('jobs.status'), width: '21%', cell: (job) => <JobStatus job={job} /> },
    { key: 'start', header: t('jobs.lastStart'), cell: (job) => <Instant at={job.lastStart} none={t('jobs.never')} /> },
    { key: 'end', header: t('jobs.lastEnd'), cell: (job) => <Instant at={job.lastEnd} /> },
    {
      key: 'next',
      header: t('jobs.nextExecution'),
      cell: (job) => <NextExecution job={job} />,
    },
    { key: 'actions', header: t('jobs.actions'), cell: (job) => <StartJob job={job} /> },
  ];
  return <DataTable caption={t('jobs.title')} columns={columns} rows={jobs} rowKey={(job) => job.name} />;
}

function JobDescription({ job }: { readonly job: Job }) {
  const { t, translateManifest } = useTexts();
  const jobName = useJobName();
  return (
    <Stack gap={4} align="flex-start">
      <Text inherit fw={600}>
        {jobName(job)}
      </Text>
      <Text size="xs" c="dimmed" fw={400}>
        {job.isFirst ? translateManifest(job.description) : job.description}
      </Text>
      <Anchor component={Link} to={`/scheduled-jobs/${encodeURIComponent(job.name)}/runs`} size="sm" fw={500}>
        {t('jobs.history')}
      </Anchor>
    </Stack>
  );
}
