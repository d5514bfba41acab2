import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { EmptyState } from '../components/empty-state.js';
import { useTexts } from '../i18n/use-texts.js';
import { PageLayout } from '../layout/page-layout.js';
import { CenteredPage } from './centered-page.js';

/** Replaces a page whose rendering failed. The navigation remains usable. */
export function PageError() {
  const { t } = useTexts();
  return (
    <PageLayout title={t('pageError.title')}>
      <EmptyState icon={IconAlertTriangle} title={t('pageError.heading')} text={t('pageError.lead')}>
        <ReloadButton />
      </EmptyState>
    </PageLayout>
  );
}

/** Replaces the whole app when rendering failed outside a page. */
export function AppError() {
  const { t } = useTexts();
  return (
    <CenteredPage title={t('pageError.title')} lead={t('pageError.lead')}>
      <Group>
        <ReloadButton />
      </Group>
    </CenteredPage>
  );
}

function ReloadButton() {
  const { t } = useTexts();
  return <Button onClick={() => window.location.reload()}>{t('pageError.reload')}</Button>;
}
