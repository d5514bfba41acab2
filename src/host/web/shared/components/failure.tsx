import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useContext } from 'react';
import { Link } from 'react-router';
import { ApiError } from '../api/api-error.js';
import { useTexts } from '../i18n/use-texts.js';
import { type ListLink, ListOfPage } from './list-of-page.js';
import { useErrorText } from './use-error-text.js';

interface FailureProps {
  readonly error: unknown;
  readonly retry?: () => unknown;
  /** Where what is missing could be found instead. @default the list that the page belongs to */
  readonly list?: ListLink | undefined;
}

/**
 * An error message in place of the content, with a retry button if `retry` is given. Content that does not exist (404) is not
 * asked for again: a link leads to its list. Without `retry`, it is an action that failed, on content that does exist.
 */
export function Failure({ error, retry, list }: FailureProps) {
  const { t } = useTexts();
  const textOf = useErrorText();
  const listOfPage = useContext(ListOfPage);
  const isMissing = retry !== undefined && error instanceof ApiError && error.status === 404;
  const existing = isMissing ? (list ?? listOfPage) : undefined;
  return (
    <Alert
      color="red"
      icon={<IconAlertCircle aria-hidden />}
      title={t(isMissing ? 'failure.notFound' : 'failure.title')}
      role="alert"
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">{textOf(error)}</Text>
        {existing && (
          <Button component={Link} to={existing.to} size="xs" variant="default">
            {existing.label}
          </Button>
        )}
        {retry && !existing && (
          <Button size="xs" variant="default" onClick={() => void retry()}>
            {t('actions.tryAgain')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
