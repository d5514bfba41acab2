import { Button } from '@mantine/core';
import { useTexts } from '../i18n/use-texts.js';
import { useErrorText } from '../components/use-error-text.js';
import { PlainPage } from './plain-page.js';

interface HostAwayPageProps {
  readonly error: Error;
  readonly retry: () => Promise<unknown>;
}

export function HostAwayPage({ error, retry }: HostAwayPageProps) {
  const { t } = useTexts();
  const textOf = useErrorText();
  return (
    <PlainPage title={t('hostAway.title')} lead={textOf(error)}>
      <Button onClick={() => void retry()}>{t('actions.tryAgain')}</Button>
    </PlainPage>
  );
}
