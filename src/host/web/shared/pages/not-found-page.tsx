import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTexts } from '../i18n/use-texts.js';
import { PageLayout } from '../layout/page-layout.js';
import { EmptyState } from '../components/empty-state.js';

export function NotFoundPage() {
  const { t } = useTexts();
  return (
    <PageLayout title={t('notFound.title')}>
      <EmptyState icon={IconMapQuestion} title={t('notFound.heading')} text={t('notFound.lead')}>
        <Button component={Link} to="/">
          {t('actions.toHome')}
        </Button>
      </EmptyState>
    </PageLayout>
  );
}
