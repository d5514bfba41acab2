import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTexts } from '../i18n/use-texts.js';
import { useErrorText } from './use-error-text.js';

interface FailureProps {
  readonly error: unknown;
  readonly retry?: () => unknown;
}

/** An error message in place of the content, with a retry button if `retry` is given. */
export function Failure({ error, retry }: FailureProps) {
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
    </Alert>
  );
}
