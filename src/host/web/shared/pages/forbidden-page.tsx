import { Button } from '@mantine/core';
import { useApp } from '../app-definition.js';
import { useTexts } from '../i18n/use-texts.js';
import { useSignOutButton } from '../components/use-sign-out-button.js';
import { CenteredPage } from './centered-page.js';

export function ForbiddenPage({ user }: { readonly user: string }) {
  const app = useApp();
  const { t } = useTexts();
  const { signOut, isPending } = useSignOutButton();
  return (
    <CenteredPage title={t('forbidden.title')} lead={t('forbidden.lead', { user, app: t(app.name) })}>
      <Button onClick={signOut} loading={isPending}>
        {t('forbidden.signInAsOther')}
      </Button>
    </CenteredPage>
  );
}
