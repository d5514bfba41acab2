import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import type { Job } from '../api/api-types.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { useJobName } from './use-job-name.js';
import { useSectionList } from './use-section-list.js';

interface WaitingPlansProps {
  /** Jobs whose plans wait. */
  readonly jobs: readonly Job[];
  /** Undefined if the list has to stay. */
  readonly onDismiss: (() => void) | undefined;
}

/** The plans that wait for approval, with links to them. */
export function WaitingPlans({ jobs, onDismiss }: WaitingPlansProps) {
  const { t } = useTexts();
  const title = t('waiting.title', { count: jobs.length });
  return (
    <Alert
      color="yellow"
      icon={<IconHourglass aria-hidden />}
      title={title}
      role="region"
      aria-label={title}
      withCloseButton={onDismiss !== undefined}
      closeButtonLabel={t('waiting.dismiss')}
      {...(onDismiss && { onClose: onDismiss })}
    >
      <Stack gap="xs">
        {jobs.map((job) => (
          <WaitingPlan key={job.name} job={job} />
        ))}
      </Stack>
    </Alert>
  );
}

function WaitingPlan({ job }: { readonly job: Job }) {
  const { t } = useTexts();
  const jobName = useJobName();
  const { instant } = useFormats();
  const sectionList = useSectionList();
  if (!job.waitingPlan) return null;
  const { runId, sections, since, until } = job.waitingPlan;
  const changed = sections.length > 0 ? t('waiting.changed', { sections: sectionList(sections) }) : '';
  return (
    <div>
      {/* The page of a plan is in Operator, also for Admin. */}
      <Anchor href={`/operator/runs/${runId}`} size="sm" underline="always" display="inline-block" py={2}>
        {t('waiting.plan', { name: jobName(job), at: instant(since) })}
      </Anchor>
      <Text size="sm">{`${changed} ${t('waiting.until', { at: instant(until) })}`.trim()}</Text>
    </div>
  );
}
