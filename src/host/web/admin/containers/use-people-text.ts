import { useCallback } from 'react';
import type { TreeContainer } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** The number of people in a container, in words. */
export function usePeopleText(): (people: TreeContainer['people']) => string {
  const { t } = useTexts();
  return useCallback(
    (people) => {
      if (!people) return t('tree.peopleNotShown');
      return t(people.isAtLeast ? 'tree.peopleAtLeast' : 'tree.people', { count: people.count });
    },
    [t],
  );
}
