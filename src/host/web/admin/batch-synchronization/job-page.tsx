import { Alert, Anchor } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { addOnsQuery } from '../../shared/api/add-ons.js';
import type { Job } from '../../shared/api/api-types.js';
import { dataPoolPage } from '../../shared/api/data-pools.js';
import { jobsQuery, settingsFormQuery } from '../../shared/api/jobs.js';
import { settingsOfJob, settingsQuery } from '../../shared/api/settings.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { Failure } from '../../shared/components/failure.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { Loading } from '../../shared/components/loading.js';
import { jobForm } from '../form/form-parts.js';
import { FurtherJobActions } from './further-job-actions.js';
import { HistoryButton } from '../settings-history/history-button.js';
import { SettingsEditorForm } from '../settings-editor/settings-editor-form.js';

export function JobPage() {
  const { t, translateManifest } = useTexts();
  const { job = '' } = useParams();
  const owner = settingsOfJob(job);
  const jobName = useJobName();
  const addOns = useQuery(addOnsQuery);
  const definition = useQuery(settingsFormQuery(job));
  const listed = useQuery(jobsQuery).data?.find(({ name }) => name === job);
  const isFurther = listed?.isFirst === false;
  const settings = useQuery(settingsQuery(owner));
  const dataPool = settings.data?.settings['dataPool'];
  const form = useMemo(
    () =>
      definition.data && jobForm(definition.data, typeof dataPool === 'string' ? dataPoolPage(dataPool) : undefined),
    [definition.data, dataPool],
  );

  const addOn = addOns.data?.find(({ manifest }) => manifest.symbolicName === settings.data?.symbolicName);
  const failed = [definition, settings].find((query) => query.isError);

  return (
    <PageLayout
      title={
        addOn
          ? jobName({ ...addOn.manifest, name: job, isFirst: addOn.manifest.job.name === job })
          : settings.isError
            ? job
            : t('batch.job')
      }
      lead={isFurther ? listed.description : addOn && translateManifest(addOn.manifest.description)}
      crumbs={[
        { label: t('home.title'), to: '/' },
        { label: t('batch.title'), to: '/batch-synchronization' },
      ]}
      actions={
        <>
          {settings.data && <HistoryButton page={owner.page} />}
          {isFurther && <FurtherJobActions job={listed} />}
        </>
      }
    >
      {addOn?.enabled === false && <AddOnDisabled />}
      {listed && listed.undecidedSettings.length > 0 && <Undecided job={listed} />}
      {failed && <Failure error={failed.error} retry={failed.refetch} />}
      {!failed && !(form && settings.data) && <Loading rows={6} />}
      {form && settings.data && (
        <SettingsEditorForm key={job} owner={owner} definition={form} current={settings.data} />
      )}
    </PageLayout>
  );
}

/** What the seed of the host leaves open, and what decides it. */
function Undecided({ job: { dataPool, undecidedSettings } }: { readonly job: Job }) {
  const { t } = useTexts();
  const what = undecidedSettings.includes('filter') ? 'batch.undecidedBoth' : 'batch.undecidedMapping';
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t(what)}>
      {t('batch.undecidedText', { dataPool })}{' '}
      <Anchor component={Link} to={dataPoolPage(dataPool)} inherit underline="always">
        {t('dataPools.open', { name: dataPool })}
      </Anchor>
    </Alert>
  );
}

function AddOnDisabled() {
  const { t } = useTexts();
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('batch.addOnDisabled')}>
      {t('batch.addOnDisabledText')}{' '}
      <Anchor component={Link} to="/add-ons" inherit underline="always">
        {t('batch.toAddOns')}
      </Anchor>
    </Alert>
  );
}
