import { Anchor, Text } from '@mantine/core';
import type { Job } from '../api/api-types.js';
import { Facts } from '../components/facts.js';
import { Instant } from '../components/instant.js';
import { NextExecution } from './next-execution.js';
import { Section } from '../components/section.js';
import { StatusBadge } from '../components/status-badge.js';
import { useJobName } from '../components/use-job-name.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { jobRunsUrl } from './operator-urls.js';
import { RecentRuns } from './recent-runs.js';

interface JobSummaryProps {
  readonly job: Job;
  /** Whether the page has no other link to the runs of the job. */
  readonly linksToRuns?: boolean;
}

/** How a job is doing: last result, next execution, age of the last good run, and its latest runs. */
export function JobSummary({ job, linksToRuns = false }: JobSummaryProps) {
  const { t } = useTexts();
  const jobName = useJobName();
  return (
    <Section
      title={jobName(job)}
      actions={
        linksToRuns && (
          <Anchor href={jobRunsUrl(job.name)} size="sm" fw={600}>
            {t('jobs.history')}
          </Anchor>
        )
      }
    >
      <Facts
        facts={[
          { label: t('dashboard.lastResult'), value: <StatusBadge status={job.status} /> },
          {
            label: t('jobs.nextExecution'),
            value: <NextExecution job={job} />,
          },
          { label: t('dashboard.lastGood'), value: <LastGood at={job.lastGoodEnd} /> },
        ]}
      />
      <RecentRuns outcomes={job.outcomes} />
    </Section>
  );
}

function LastGood({ at }: { readonly at: string | null }) {
  const { t } = useTexts();
  const { age } = useFormats();
  if (at === null) return <Instant at={null} none={t('jobs.never')} />;
  return (
    <>
      <Instant at={at} />
      <Text size="xs" c="dimmed">
        {age(at)}
      </Text>
    </>
  );
}
