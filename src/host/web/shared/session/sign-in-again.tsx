import { Stack, Text } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { lookForSession, type Session, sessionEndedQuery } from '../api/session.js';
import { Dialog } from '../components/dialog.js';
import { useNotices } from '../components/use-notices.js';
import { useTexts } from '../i18n/use-texts.js';
import { SignInForm } from './sign-in-form.js';

/**
 * Shown over the page when the session has ended. The page keeps what was typed, and what the user did is carried out
 * after the same user has signed in again.
 */
export function SignInAgain({ user }: { readonly user: string }) {
  const { t } = useTexts();
  const notices = useNotices();
  const queries = useQueryClient();
  const hasEnded = useQuery(sessionEndedQuery).data === true;

  const greet = useCallbackRef((session: Session) => {
    if (session.user === user) notices.done(t('signIn.continued'));
    else notices.info(t('signIn.otherUser', { user: session.user, previous: user }));
  });
  useEffect(() => {
    if (!hasEnded) return undefined;
    // The user may have signed in in another tab.
    const look = async () => {
      const session = await lookForSession(queries).catch(() => null);
      if (session) greet(session);
    };
    const onFocus = () => void look();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [hasEnded, queries, greet]);

  return (
    <Dialog opened={hasEnded} title={t('signIn.endedTitle')} size="sm" withoutClosing>
      <Stack gap="md">
        <Text size="sm">{t('signIn.endedText', { user })}</Text>
        <SignInForm user={user} onSignedIn={greet} />
      </Stack>
    </Dialog>
  );
}
