import type { RunRow } from '../../shared/api/api-types.js';
import { countsMeaning } from '../../shared/api/counts-meaning.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

type CountName = keyof RunRow['counts'];

/** A count of a run in a table: what it did, what it would do, or that there is no such figure. */
export function useCountText(): (run: Pick<RunRow, 'counts' | 'effect'>, name: CountName) => string {
  const { t } = useTexts();
  const { number } = useFormats();
  return (run, name) => {
    const meaning = countsMeaning(run);
    if (meaning === 'none') return t('none');
    const count = run.counts[name];
    const shown = number(count);
    const isChange = name === 'created' || name === 'updated' || name === 'activated';
    return isChange && count > 0 && meaning === 'planned' ? t(`counts.would.${name}`, { shown }) : shown;
  };
}
