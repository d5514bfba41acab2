import { useApp } from '../app-definition.js';
import { useTexts } from '../i18n/use-texts.js';
import { SignInForm } from '../session/sign-in-form.js';
import { CenteredPage } from './centered-page.js';

export function SignInPage() {
  const app = useApp();
  const { t } = useTexts();
  return (
    <CenteredPage title={t('signIn.title')} lead={t('signIn.lead', { app: t(app.name) })}>
      <SignInForm />
    </CenteredPage>
  );
}
