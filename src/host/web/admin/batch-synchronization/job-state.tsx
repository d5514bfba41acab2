import { IconAlertTriangle, IconCalendarOff, IconCalendarTime } from '@tabler/icons-react';
import type { Job } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { LabelBadge } from '../../shared/components/status-badge.js';

/** Whether the job runs by itself, or why it cannot. */
export function JobState({ job }: { readonly job: Job }) {
  const { t } = useTexts();
  if (job.settingsErrors.length > 0) {
    return <LabelBadge color="red" icon={IconAlertTriangle} label={t('batch.settingsInvalid')} />;
  }
  if (job.enabled) return <LabelBadge color="green" icon={IconCalendarTime} label={t('batch.scheduled')} />;
  return <LabelBadge color="gray" icon={IconCalendarOff} label={t('batch.manualOnly')} />;
}
