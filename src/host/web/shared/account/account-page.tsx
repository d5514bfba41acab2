import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session.js';
import { Section } from '../components/section.js';
import { useTexts } from '../i18n/use-texts.js';
import { PageLayout } from '../layout/page-layout.js';
import { OwnSessions } from './own-sessions.js';
import { PasswordForm } from './password-form.js';

/** The user's own password and sessions, in both apps. */
export function AccountPage() {
  const { t } = useTexts();
  const user = useQuery(sessionQuery).data?.user ?? '';
  return (
    <PageLayout title={t('account.title')} lead={t('account.lead', { user })}>
      <Section title={t('account.password')} help={t('account.passwordHelp')}>
        <PasswordForm user={user} />
      </Section>
      <Section title={t('account.sessions')} help={t('account.sessionsHelp')}>
        <OwnSessions />
      </Section>
    </PageLayout>
  );
}
