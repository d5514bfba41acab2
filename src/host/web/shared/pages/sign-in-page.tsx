import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef } from 'react';
import { sessionEndedQuery, useSignIn } from '../api/session.js';
import { useApp } from '../app-definition.js';
import { useTexts } from '../i18n/use-texts.js';
import { useErrorText } from '../components/use-error-text.js';
import { CenteredPage } from './centered-page.js';

export function SignInPage() {
  const app = useApp();
  const { t } = useTexts();
  const textOf = useErrorText();
  const signIn = useSignIn();
  const hasEnded = useQuery(sessionEndedQuery).data;
  const user = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    signIn.mutate({ user: user.current?.value ?? '', password: password.current?.value ?? '' });
  };
  useEffect(() => {
    if (signIn.isError) password.current?.select();
  }, [signIn.isError]);

  return (
    <CenteredPage title={t('signIn.title')} lead={t('signIn.lead', { app: t(app.name) })}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {hasEnded && !signIn.isError && (
            <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} role="status">
              {t('signIn.ended')}
            </Alert>
          )}
          {signIn.isError && (
            <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
              {textOf(signIn.error)}
            </Alert>
          )}
          <TextInput
            ref={user}
            name="user"
            label={t('signIn.user')}
            autoComplete="username"
            autoCapitalize="none"
            required
            withAsterisk={false}
          />
          <PasswordInput
            ref={password}
            name="password"
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          />
          <Button type="submit" loading={signIn.isPending} fullWidth mt="xs">
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </CenteredPage>
  );
}
