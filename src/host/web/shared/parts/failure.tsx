import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts.js';
import { useErrorText } from './use-error-text.js';

interface FailureProps {
  readonly error: unknown;
  readonly retry?: () => unknown;
  readonly children?: ReactNode;
}

/** An error where the content would be, with a way on. */
export function Failure({ error, retry, children }: FailureProps) {
  const { t } = useTexts();
  const textOf = useErrorText();
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t('failure.title')} role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{textOf(error)}</Text>
        {retry && (
          <Button size="xs" variant="default" onClick={() => void retry()}>
            {t('actions.tryAgain')}
          </Button>
        )}
      </Group>
      {children}
    </Alert>
  );
}
