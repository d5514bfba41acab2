import { SimpleGrid } from '@mantine/core';
import { IconClockPlay, IconHistory, IconPuzzle } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { HomeCard } from './home-card.js';

export function HomePage() {
  const { t } = useTexts();
  return (
    <PageLayout title={t('home.title')} lead={t('home.lead')}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <HomeCard to="/add-ons" icon={IconPuzzle} title={t('addOns.title')} text={t('home.addOns')} />
        <HomeCard to="/batch-synchronization" icon={IconClockPlay} title={t('batch.title')} text={t('home.batch')} />
        <HomeCard to="/audit-log" icon={IconHistory} title={t('audit.title')} text={t('home.audit')} />
      </SimpleGrid>
    </PageLayout>
  );
}
