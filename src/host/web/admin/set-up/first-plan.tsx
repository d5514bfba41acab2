import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { jobsQuery } from '../../shared/api/jobs.js';
import { runQuery } from '../../shared/api/runs.js';
import { settingsOfJob } from '../../shared/api/settings.js';
import { Facts } from '../../shared/components/facts.js';
import { Section } from '../../shared/components/section.js';
import { browserTimeZone, useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PreviewResult } from '../preview/preview-result.js';

interface FirstPlanProps {
  /** Id of the plan. */
  readonly plan: string;
  readonly job: string;
}

/** The end of the set-up: when the job runs, and what it would do now. */
export function FirstPlan({ plan, job }: FirstPlanProps) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  const listed = useQuery(jobsQuery).data?.find(({ name }) => name === job);
  useEffect(() => heading.current?.focus(), []);
  const next = listed?.nextExecution;
  return (
    <Stack gap="lg">
      <div>
        <Title order={2} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {t('setUp.done')}
        </Title>
        <Text mt={2}>
          {next ? t('form.savedNext', { at: instant(next), timeZone: browserTimeZone }) : t('form.savedOff')}
        </Text>
      </div>
      <Section title={t('setUp.firstPlan')} help={t('setUp.firstPlanHelp')}>
        <PreviewResult id={plan} />
        <PlannedCounts plan={plan} />
        <Group gap="lg">
          <Anchor component={Link} to={settingsOfJob(job).page}>
            {t('setUp.toJob')}
          </Anchor>
        </Group>
      </Section>
    </Stack>
  );
}

/** How many people the plan read, and what it would do with them. */
function PlannedCounts({ plan }: { readonly plan: string }) {
  const { t } = useTexts();
  const { number } = useFormats();
  const run = useQuery(runQuery(plan)).data;
  if (!run?.endedAt || run.status === 'failed' || run.status === 'cancelled') return null;
  const { read, created, updated, activated, unchanged, problems, inactive } = run.counts;
  const counts = [
    [t('counts.read'), read],
    [t('counts.wouldCreate'), created],
    [t('counts.wouldUpdate'), updated],
    [t('counts.wouldActivate'), activated],
    [t('counts.unchanged'), unchanged],
    [t('counts.problems'), problems],
    [t('counts.inactive'), inactive],
  ] as const;
  const shown = counts.filter(([, count], index) => index === 0 || count > 0);
  return <Facts facts={shown.map(([label, count]) => ({ label, value: number(count) }))} />;
}
