import { Text } from '@mantine/core';
import type { UserDetails } from '../../shared/api/users.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { DnText } from '../../shared/components/dn-text.js';
import { Facts } from '../../shared/components/facts.js';
import { Instant } from '../../shared/components/instant.js';
import { Section } from '../../shared/components/section.js';
import { LastSeen } from './last-seen.js';

/** The entries of the directory that a user is linked to. */
export function UserEntry({ links }: Pick<UserDetails, 'links'>) {
  const { t } = useTexts();
  return (
    <Section title={t('users.entry')}>
      {links.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('users.notLinked')}
        </Text>
      )}
      {links.map(({ dataPool, stableId, dn, linkedAt, notSeenSince, lastSeen }) => (
        <Facts
          key={`${dataPool} ${stableId}`}
          facts={[
            { label: t('users.dn'), value: <DnText dn={dn} /> },
            { label: t('users.stableId'), value: stableId },
            { label: t('users.dataPool'), value: dataPool },
            { label: t('users.linkedAt'), value: <Instant at={linkedAt} /> },
            { label: t('users.lastSeen'), value: <LastSeen lastSeen={lastSeen} /> },
            ...(notSeenSince ? [{ label: t('users.notSeenSince'), value: <Instant at={notSeenSince} /> }] : []),
          ]}
        />
      ))}
    </Section>
  );
}
