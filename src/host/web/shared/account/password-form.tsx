import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useChangePassword } from '../api/account.js';
import { ApiError } from '../api/api-error.js';
import { useErrorText } from '../components/use-error-text.js';
import { useNotices } from '../components/use-notices.js';
import { type TextKey, useTexts } from '../i18n/use-texts.js';

const EMPTY = { current: '', new: '', repeat: '' };
type Field = keyof typeof EMPTY;

const FIELDS: readonly { readonly name: Field; readonly label: TextKey; readonly autoComplete: string }[] = [
  { name: 'current', label: 'account.current', autoComplete: 'current-password' },
  { name: 'new', label: 'account.new', autoComplete: 'new-password' },
  { name: 'repeat', label: 'account.repeat', autoComplete: 'new-password' },
];

export function PasswordForm({ user }: { readonly user: string }) {
  const { t } = useTexts();
  const notices = useNotices();
  const textOf = useErrorText();
  const change = useChangePassword();
  const [values, setValues] = useState(EMPTY);
  const [isDifferent, setDifferent] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.reset();
    setDifferent(values.new !== values.repeat);
    if (values.new !== values.repeat) return;
    const done = () => {
      setValues(EMPTY);
      notices.done(t('account.changed'));
    };
    change.mutate({ currentPassword: values.current, newPassword: values.new }, { onSuccess: done });
  };
  const errors: Partial<Record<Field, string>> = {
    ...(isDifferent && { repeat: t('account.different') }),
    ...(change.error && errorOf(change.error, textOf)),
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={420}>
        <input type="text" name="username" autoComplete="username" value={user} readOnly hidden />
        {FIELDS.map(({ name, label, autoComplete }) => (
          <PasswordInput
            key={name}
            label={t(label)}
            value={values[name]}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            error={errors[name]}
            autoComplete={autoComplete}
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          />
        ))}
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t('account.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** At the field that the error is about; the host names it, or it is the current password. */
function errorOf(error: Error, textOf: (error: unknown) => string): Partial<Record<Field, string>> {
  const [field] = error instanceof ApiError ? error.fields : [];
  return field ? { new: field.message } : { current: textOf(error) };
}
