import { Button, Group } from '@mantine/core';
import { useTexts } from '../i18n/use-texts.js';
import { PlainPage } from './plain-page.js';

/** What is shown when drawing a page failed: the rest of the app may go on. */
export function ErrorPage() {
  const { t } = useTexts();
  return (
    <PlainPage title={t('broken.title')} lead={t('broken.lead')}>
      <Group>
        <Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>
      </Group>
    </PlainPage>
  );
}
