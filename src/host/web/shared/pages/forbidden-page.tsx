import { Button } from '@mantine/core';
import { useSignOut } from '../api/session.js';
import { useApp } from '../app-facts.js';
import { useTexts } from '../i18n/use-texts.js';
import { PlainPage } from './plain-page.js';

export function ForbiddenPage({ user }: { readonly user: string }) {
  const app = useApp();
  const { t } = useTexts();
  const signOut = useSignOut();
  return (
    <PlainPage title={t('forbidden.title')} lead={t('forbidden.lead', { user, app: t(app.name) })}>
      <Button onClick={() => signOut.mutate()} loading={signOut.isPending}>
        {t('forbidden.signInAsOther')}
      </Button>
    </PlainPage>
  );
}
