import { Text } from '@mantine/core';
import type { Job } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ScheduleSentence } from '../../shared/components/schedule-sentence.js';

/** The schedule in words. While anything stored is invalid, the job carries the defaults, which nobody chose. */
export function JobSchedule({ job }: { readonly job: Job }) {
  const { t } = useTexts();
  if (job.settingsErrors.length === 0) return <ScheduleSentence job={job} />;
  const isWrong = job.settingsErrors.some(({ field }) => field.split('.')[0] === 'schedule');
  if (!isWrong) return t('none');
  return (
    <Text inherit c="var(--mantine-color-error)">
      {t('batch.scheduleInvalid')}
    </Text>
  );
}
