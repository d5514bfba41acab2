import type { RunRow } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Who or what started a run. */
export function useTriggerText(): (run: RunRow) => string {
  const { t } = useTexts();
  return ({ trigger, startedBy }) => {
    if (trigger === 'schedule') return t('runs.bySchedule');
    return startedBy ? t('runs.byPerson', { by: startedBy }) : t('runs.byHand');
  };
}
