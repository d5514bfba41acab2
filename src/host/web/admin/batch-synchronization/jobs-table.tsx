import { Anchor, Text } from '@mantine/core';
import { IconAlertTriangle, IconCalendarOff, IconCalendarTime } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dataPoolPage } from '../../shared/api/data-pools.js';
import type { Job } from '../../shared/api/api-types.js';
import { previewQuery } from '../../shared/api/jobs.js';
import { settingsOfJob } from '../../shared/api/settings.js';
import { CodeText } from '../../shared/components/code-text.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Instant } from '../../shared/components/instant.js';
import { LabelBadge } from '../../shared/components/status-badge.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

export function JobsTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTexts();
  const jobName = useJobName();
  const columns: readonly Column<Job>[] = [
    {
      key: 'name',
      header: t('batch.name'),
      isName: true,
      width: '28%',
      cell: (job) => (
        <>
          <Anchor component={Link} to={settingsOfJob(job.name).page} fw={600} inherit>
            {jobName(job)}
          </Anchor>
          {!job.isFirst && (
            <Text size="xs" c="dimmed" fw={400} style={{ overflowWrap: 'anywhere' }}>
              {job.description}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'dataPool',
      header: t('batch.dataPool'),
      width: '14%',
      cell: ({ dataPool }) => (
        <Anchor component={Link} to={dataPoolPage(dataPool)} inherit>
          {dataPool}
        </Anchor>
      ),
    },
    { key: 'state', header: t('batch.state'), cell: (job) => <JobState job={job} /> },
    { key: 'schedule', header: t('batch.schedule'), cell: (job) => <JobSchedule job={job} /> },
    {
      key: 'next',
      header: t('batch.next'),
      cell: (job) => <Instant at={job.nextExecution} none={t(job.paused ? 'jobs.paused' : 'jobs.notScheduled')} />,
    },
  ];
  return <DataTable caption={t('batch.title')} columns={columns} rows={jobs} rowKey={(job) => job.name} />;
}

/** Whether the job is scheduled, or why it cannot be. */
function JobState({ job }: { readonly job: Job }) {
  const { t } = useTexts();
  if (job.settingsErrors.length > 0) {
    return <LabelBadge color="red" icon={IconAlertTriangle} label={t('batch.settingsInvalid')} />;
  }
  if (job.paused) return <LabelBadge color="red" icon={IconAlertTriangle} label={t('jobs.paused')} />;
  if (job.enabled) return <LabelBadge color="green" icon={IconCalendarTime} label={t('batch.scheduled')} />;
  return <LabelBadge color="gray" icon={IconCalendarOff} label={t('batch.scheduleOff')} />;
}

/** The schedule in words. A job with invalid settings reports the defaults, which are not shown. */
function JobSchedule({ job }: { readonly job: Job }) {
  const { t } = useTexts();
  if (job.settingsErrors.length === 0) return <ScheduleSentence job={job} />;
  const isInvalid = job.settingsErrors.some(({ field }) => field.split('.')[0] === 'schedule');
  if (!isInvalid) return t('none');
  return (
    <Text inherit c="var(--mantine-color-error)">
      {t('batch.scheduleInvalid')}
    </Text>
  );
}

function ScheduleSentence({ job }: { readonly job: Job }) {
  const { language } = useTexts();
  const preview = useQuery(previewQuery(job.name, job.expression, job.timeZone, language));
  return preview.data?.ok ? preview.data.sentence : <CodeText>{job.expression}</CodeText>;
}
