import { Text } from '@mantine/core';
import type { Job } from '../api/api-types.js';
import { Instant } from '../components/instant.js';
import { useTexts } from '../i18n/use-texts.js';

/** When the schedule starts the next run, and why that is not its next execution while a plan waits. */
export function NextExecution({ job }: { readonly job: Job }) {
  const { t } = useTexts();
  const isHeld = job.waitingPlan !== null && job.nextExecution !== null;
  return (
    <>
      <Instant at={job.nextExecution} none={t(job.paused ? 'jobs.paused' : 'jobs.notScheduled')} />
      {isHeld && (
        <Text size="xs" c="dimmed">
          {t('jobs.heldByPlan')}
        </Text>
      )}
    </>
  );
}
