import { Stack } from '@mantine/core';
import { IconPuzzleOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { addOnsQuery } from '../../shared/api/add-ons.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { AddOnCard } from './add-on-card.js';

export function AddOnsPage() {
  const { t } = useTexts();
  const addOns = useQuery(addOnsQuery);
  return (
    <PageLayout title={t('addOns.title')} lead={t('addOns.lead')} crumbs={[{ label: t('home.title'), to: '/' }]}>
      {addOns.isPending && <Loading />}
      {addOns.isError && <Failure error={addOns.error} retry={addOns.refetch} />}
      {addOns.data?.length === 0 && (
        <EmptyState icon={IconPuzzleOff} title={t('addOns.none')} text={t('addOns.noneNext')} />
      )}
      <Stack gap="lg">
        {addOns.data?.map((addOn) => (
          <AddOnCard key={addOn.manifest.symbolicName} addOn={addOn} />
        ))}
      </Stack>
    </PageLayout>
  );
}
