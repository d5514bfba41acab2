import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { isUnderWay } from '../../shared/api/run-status.js';
import { useRunProgress } from '../../shared/api/use-run-progress.js';
import type { Job } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { StatusBadge } from '../../shared/components/status-badge.js';
import { ProgressLine } from '../runs/progress-line.js';

/** The status of the last run, with live progress while it is under way. */
export function JobStatus({ job }: { readonly job: Job }) {
  const { t } = useTexts();
  const underWay = isUnderWay({ status: job.status, endedAt: job.lastEnd });
  const progress = useRunProgress(job.lastRunId, underWay);
  const status = underWay ? (progress?.status ?? job.status) : job.status;
  return (
    <Stack gap={6} align="flex-start">
      <StatusBadge status={status} />
      {underWay && progress && <ProgressLine progress={progress} />}
      {job.settingsErrors.length > 0 && (
        <Text size="xs" c="var(--mantine-color-error)">
          {t('jobs.settingsInvalid')}
        </Text>
      )}
      {job.paused && (
        <Text size="xs" c="var(--mantine-color-error)">
          {job.paused.message}
        </Text>
      )}
      {job.lastRunId && (
        <Anchor component={Link} to={`/runs/${job.lastRunId}`} size="sm">
          {t(underWay ? 'jobs.watch' : 'jobs.showRun')}
        </Anchor>
      )}
    </Stack>
  );
}
