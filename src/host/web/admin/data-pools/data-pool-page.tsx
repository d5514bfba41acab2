import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { addOnsQuery } from '../../shared/api/add-ons.js';
import {
  dataPoolPage,
  type DataPoolWithSettings,
  settingsOfPool,
  useDeleteDataPool,
  useDescribeDataPool,
} from '../../shared/api/data-pools.js';
import { settingsQuery } from '../../shared/api/settings.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { poolForm } from '../form/form-parts.js';
import { ChangeDescription } from '../naming/change-description.js';
import { DeleteNamed } from '../naming/delete-named.js';
import { SetUpOffer } from '../set-up/set-up-offer.js';
import { SettingsEditorForm } from '../settings-editor/settings-editor-form.js';
import { HistoryButton } from '../settings-history/history-button.js';
import { PoolFacts } from './pool-facts.js';

/** The data pool that always exists. */
const DEFAULT = 'default';

/** Sets up a data pool: its servers and how to sign in to them. */
export function DataPoolPage() {
  const { t } = useTexts();
  const { pool = '' } = useParams();
  const owner = settingsOfPool(pool);
  const settings = useQuery(settingsQuery(owner));
  const addOns = useQuery(addOnsQuery);
  const manifest = addOns.data?.[0]?.manifest;
  const definition = useMemo(() => manifest && poolForm(manifest.settings), [manifest]);
  const failed = [settings, addOns].find((query) => query.isError);
  return (
    <PageLayout
      title={pool}
      lead={settings.data?.description}
      crumbs={[
        { label: t('home.title'), to: '/' },
        { label: t('dataPools.title'), to: '/data-pools' },
      ]}
      actions={settings.data && <Actions pool={settings.data} />}
    >
      {failed && <Failure error={failed.error} retry={failed.refetch} />}
      {!failed && !(definition && settings.data) && <Loading rows={6} />}
      {definition && settings.data && (
        <>
          <SetUpOffer pool={settings.data} />
          <PoolFacts pool={settings.data} />
          <SettingsEditorForm key={pool} owner={owner} definition={definition} current={settings.data} />
        </>
      )}
    </PageLayout>
  );
}

function Actions({ pool: { name, description } }: { readonly pool: DataPoolWithSettings }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const deletion = useDeleteDataPool(name);
  return (
    <>
      <HistoryButton page={dataPoolPage(name)} />
      <ChangeDescription description={description} change={useDescribeDataPool(name)} />
      {name !== DEFAULT && (
        <DeleteNamed
          name={name}
          title={t('dataPools.deleteTitle', { name })}
          text={t('dataPools.deleteText')}
          deletion={deletion}
          onDeleted={() => void navigate('/data-pools')}
        />
      )}
    </>
  );
}
