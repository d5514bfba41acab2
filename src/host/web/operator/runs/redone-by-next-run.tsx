import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { jobsQuery } from '../../shared/api/jobs.js';
import type { RunRow } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Says of a revert that the next scheduled run may make the same changes again, and what prevents it. */
export function RedoneByNextRun({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const jobs = useQuery(jobsQuery);
  const next = jobs.data?.find(({ name }) => name === run.job)?.nextExecution;
  if (!next) return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('revert.redoneTitle')}>
      {t('revert.redone', { at: instant(next) })}
    </Alert>
  );
}
