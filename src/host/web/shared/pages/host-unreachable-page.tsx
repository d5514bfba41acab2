import { Button } from '@mantine/core';
import { useTexts } from '../i18n/use-texts.js';
import { useErrorText } from '../components/use-error-text.js';
import { CenteredPage } from './centered-page.js';

interface HostUnreachablePageProps {
  readonly error: Error;
  readonly retry: () => Promise<unknown>;
}

export function HostUnreachablePage({ error, retry }: HostUnreachablePageProps) {
  const { t } = useTexts();
  const textOf = useErrorText();
  return (
    <CenteredPage title={t('hostUnreachable.title')} lead={textOf(error)}>
      <Button onClick={() => void retry()}>{t('actions.tryAgain')}</Button>
    </CenteredPage>
  );
}
