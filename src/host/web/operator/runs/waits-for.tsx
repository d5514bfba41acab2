import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Job, RunRow } from '../../shared/api/api-types.js';
import { jobsQuery } from '../../shared/api/jobs.js';
import { isUnderWay } from '../../shared/api/run-status.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Says which run of another job a queued run waits for, because jobs take turns. Nothing if none is under way. */
export function WaitsFor({ run }: { readonly run: Pick<RunRow, 'job'> }) {
  const { t } = useTexts();
  const jobName = useJobName();
  const other = useQuery(jobsQuery).data?.find((job) => job.name !== run.job && isWorking(job));
  if (!other) return null;
  return (
    <Text size="sm">
      {t('progress.waitsFor', { name: jobName(other) })}{' '}
      <Anchor component={Link} to={`/runs/${other.lastRunId}`} inherit>
        {t('jobs.watch')}
      </Anchor>
    </Text>
  );
}

function isWorking({ status, lastEnd, lastRunId }: Job): boolean {
  return lastRunId !== null && status !== 'queued' && isUnderWay({ status, endedAt: lastEnd });
}
