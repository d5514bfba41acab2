import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '../i18n/use-texts.js';
import { Page } from '../layout/page.js';
import { EmptyState } from '../components/empty-state.js';

/** What is shown in the frame when drawing a page failed. */
export function BrokenPage() {
  const { t } = useTexts();
  return (
    <Page title={t('broken.title')}>
      <EmptyState icon={IconAlertTriangle} title={t('broken.heading')} text={t('broken.lead')}>
        <Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>
      </EmptyState>
    </Page>
  );
}
