import { Alert } from '@mantine/core';
import { IconAlertCircle, IconHandStop } from '@tabler/icons-react';
import type { RunRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { SettingToCorrect } from './setting-to-correct.js';

/** The reason why a run failed or was stopped. */
export function RunReason({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  if (!run.reason) return null;
  const failed = run.status === 'failed';
  return (
    <Alert
      color={failed ? 'red' : 'yellow'}
      icon={failed ? <IconAlertCircle aria-hidden /> : <IconHandStop aria-hidden />}
      title={t(failed ? 'runs.failedTitle' : 'runs.stoppedTitle')}
    >
      {run.reason.message}
      {run.reason.field !== null && <SettingToCorrect job={run.job} field={run.reason.field} />}
    </Alert>
  );
}
