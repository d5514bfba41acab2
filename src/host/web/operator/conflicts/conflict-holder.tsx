import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ConflictRow } from '../../shared/api/conflicts.js';
import { DnText } from '../../shared/components/dn-text.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RecognizedBy } from './recognized-by.js';
import { NotSeenText } from '../users/not-seen.js';

/** The user who is in the way, the entry of this user, and when it was last seen if it is gone. */
export function ConflictHolder({ conflict: { user, holder, recognizedBy } }: { readonly conflict: ConflictRow }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  if (!user && !holder) return t('none');
  return (
    <Stack gap={2}>
      {user && (
        <Anchor component={Link} to={`/users/${encodeURIComponent(user.id)}`} inherit fw={600}>
          {user.userName}
        </Anchor>
      )}
      {holder && (
        <Text size="xs">
          <DnText dn={holder.dn} dimmed />
        </Text>
      )}
      <RecognizedBy values={recognizedBy} side="ofUser" />
      {holder?.lastSeen && <NotSeenText text={t('conflicts.lastSeen', { at: instant(holder.lastSeen) })} />}
    </Stack>
  );
}
