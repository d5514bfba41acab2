import type { RunRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Describes how a run was started. */
export function useTriggerText(): (run: RunRow) => string {
  const { t } = useTexts();
  return ({ trigger, startedBy }) => {
    if (trigger === 'schedule') return t('runs.bySchedule');
    return startedBy ? t('runs.byUser', { by: startedBy }) : t('runs.manually');
  };
}
