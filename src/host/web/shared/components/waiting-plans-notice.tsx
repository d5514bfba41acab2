import { Box, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { jobsQuery } from '../api/jobs.js';
import { dismissedPlans, dismissPlans, isDismissed } from '../dismissed-plans.js';
import { useTexts } from '../i18n/use-texts.js';
import { useErrorText } from './use-error-text.js';
import { WaitingPlans } from './waiting-plans.js';

/** Pages about all jobs. There, the list stays, and what fails is said by the page. */
const OVERVIEWS: ReadonlySet<string> = new Set(['/', '/batch-synchronization', '/scheduled-jobs']);

/** On every page: the plans that wait for approval, until they are decided or the user has dismissed them. */
export function WaitingPlansNotice({ user }: { readonly user: string }) {
  const { t } = useTexts();
  const textOf = useErrorText();
  const { pathname } = useLocation();
  const jobs = useQuery(jobsQuery);
  const [dismissed, setDismissed] = useState(() => dismissedPlans(sessionStorage, user));
  const isOverview = OVERVIEWS.has(pathname);
  const waiting = (jobs.data ?? []).filter(({ waitingPlan }) => waitingPlan !== null);
  const shown = waiting.filter(({ waitingPlan }) => {
    const runId = waitingPlan?.runId ?? '';
    return isOverview || (pathname !== `/runs/${runId}` && !isDismissed(dismissed, runId));
  });
  const dismiss = () => {
    const runIds = waiting.flatMap(({ waitingPlan }) => waitingPlan?.runId ?? []);
    setDismissed(dismissPlans(sessionStorage, user, runIds));
  };
  return (
    <>
      {/* Stays while pages change, so that screen readers announce it once. */}
      <VisuallyHidden role="status">
        {waiting.length > 0 ? t('waiting.title', { count: waiting.length }) : ''}
      </VisuallyHidden>
      {jobs.isError && !isOverview && (
        <Text size="sm" c="dimmed" mb="md">
          {t('waiting.unknown', { error: textOf(jobs.error) })}
        </Text>
      )}
      {shown.length > 0 && (
        <Box mb="lg">
          <WaitingPlans jobs={shown} onDismiss={isOverview ? undefined : dismiss} />
        </Box>
      )}
    </>
  );
}
