import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import type { Job } from '../api/api-types.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { useSectionList } from './use-section-list.js';

/** The plans that wait for approval, with links to them; nothing if none waits. */
export function WaitingPlans({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTexts();
  const waiting = jobs.filter(({ waitingPlan }) => waitingPlan !== null);
  if (waiting.length === 0) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconHourglass aria-hidden />}
      title={t('waiting.title', { count: waiting.length })}
      role="status"
    >
      <Stack gap="xs">
        {waiting.map((job) => (
          <WaitingPlan key={job.name} job={job} />
        ))}
      </Stack>
    </Alert>
  );
}

function WaitingPlan({ job }: { readonly job: Job }) {
  const { t, translateManifest } = useTexts();
  const { instant } = useFormats();
  const sectionList = useSectionList();
  if (!job.waitingPlan) return null;
  const { runId, sections, since, until } = job.waitingPlan;
  const changed = sections.length > 0 ? t('waiting.changed', { sections: sectionList(sections) }) : '';
  return (
    <div>
      {/* The page of a plan is in Operator, also for Admin. */}
      <Anchor href={`/operator/runs/${runId}`} size="sm" underline="always" display="inline-block" py={2}>
        {t('waiting.plan', { name: translateManifest(job.processName), at: instant(since) })}
      </Anchor>
      <Text size="sm">{`${changed} ${t('waiting.until', { at: instant(until) })}`.trim()}</Text>
    </div>
  );
}
