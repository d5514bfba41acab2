import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef } from 'react';
import { type Session, useSignIn } from '../api/session.js';
import { useErrorText } from '../components/use-error-text.js';
import { useTexts } from '../i18n/use-texts.js';

interface SignInFormProps {
  /** The user who was signed in before. */
  readonly user?: string;
  readonly onSignedIn?: (session: Session) => void;
}

export function SignInForm({ user: previous = '', onSignedIn }: SignInFormProps) {
  const { t } = useTexts();
  const textOf = useErrorText();
  const signIn = useSignIn(onSignedIn);
  const user = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The dialog is inside the component tree of the page, whose form must not be submitted.
    event.stopPropagation();
    signIn.mutate({ user: user.current?.value ?? '', password: password.current?.value ?? '' });
  };
  useEffect(() => {
    if (signIn.isError) password.current?.select();
  }, [signIn.isError]);

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {signIn.isError && (
          <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
            {textOf(signIn.error)}
          </Alert>
        )}
        <TextInput
          ref={user}
          name="user"
          label={t('signIn.user')}
          defaultValue={previous}
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
          data-autofocus={previous ? true : undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
        <Button type="submit" loading={signIn.isPending} fullWidth mt="xs">
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
