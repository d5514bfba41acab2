import { SimpleGrid } from '@mantine/core';
import { IconClockPlay, IconPuzzle } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Page } from '../../shared/layout/page.js';
import { DoorCard } from './door-card.js';

export function HomePage() {
  const { t } = useTexts();
  return (
    <Page title={t('home.title')} lead={t('home.lead')}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <DoorCard to="/add-ons" icon={IconPuzzle} title={t('addOns.title')} text={t('home.addOns')} />
        <DoorCard to="/batch-synchronization" icon={IconClockPlay} title={t('batch.title')} text={t('home.batch')} />
      </SimpleGrid>
    </Page>
  );
}
