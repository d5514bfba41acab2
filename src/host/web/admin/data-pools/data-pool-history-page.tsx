import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { addOnsQuery } from '../../shared/api/add-ons.js';
import { settingsOfPool } from '../../shared/api/data-pools.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { SettingsHistory } from '../settings-history/settings-history.js';

/** The versions of a data pool. */
export function DataPoolHistoryPage() {
  const { t } = useTexts();
  const { pool = '' } = useParams();
  const owner = settingsOfPool(pool);
  const addOns = useQuery(addOnsQuery);
  const definition = addOns.data?.[0]?.manifest.settings;
  return (
    <PageLayout
      title={t('history.title')}
      lead={t('history.lead')}
      crumbs={[
        { label: t('home.title'), to: '/' },
        { label: t('dataPools.title'), to: '/data-pools' },
        { label: pool, to: owner.page },
      ]}
    >
      {addOns.isPending && <Loading />}
      {addOns.isError && <Failure error={addOns.error} retry={addOns.refetch} />}
      {definition && <SettingsHistory owner={owner} dataPool={pool} definition={definition} />}
    </PageLayout>
  );
}
