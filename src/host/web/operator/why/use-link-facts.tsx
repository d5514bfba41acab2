import type { WhyPerson } from '../../shared/api/why.js';
import { DnText } from '../../shared/components/dn-text.js';
import type { Fact } from '../../shared/components/facts.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { LastSeen } from '../users/last-seen.js';

/** One fact for each link of a user: its data pool, the DN unless it is that of the entry, and when a run last saw it. */
export function useLinkFacts({ user, entry }: Pick<WhyPerson, 'user' | 'entry'>): readonly Fact[] {
  const { t } = useTexts();
  return (user?.links ?? []).map(({ dataPool, dn, stableId, lastSeen }) => ({
    key: `link ${dataPool} ${stableId}`,
    label: t('why.linkIn', { dataPool }),
    value: (
      <>
        {dn !== entry?.dn && <DnText dn={dn} />}
        {stableId !== entry?.stableId && (
          <div>
            {t('users.stableId')}: {stableId}
          </div>
        )}
        <div>
          {t('users.lastSeen')}: <LastSeen lastSeen={lastSeen} />
        </div>
      </>
    ),
  }));
}
