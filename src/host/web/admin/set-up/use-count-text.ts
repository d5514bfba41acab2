import type { EntryCount } from '../../shared/api/set-up.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** How many people a count says; null: the server refused it. */
export function useCountText(): (found: EntryCount | null) => string {
  const { t } = useTexts();
  const { number } = useFormats();
  return (found) => {
    if (found === null) return t('setUp.countRefused');
    const params = { count: found.count, shown: number(found.count) };
    return found.isAtLeast ? t('setUp.peopleAtLeast', params) : t('setUp.people', params);
  };
}
