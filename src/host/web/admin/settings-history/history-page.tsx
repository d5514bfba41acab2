import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { jobsQuery, settingsFormQuery } from '../../shared/api/jobs.js';
import { settingsOfJob } from '../../shared/api/settings.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { SettingsHistory } from './settings-history.js';

/** The versions of the settings of a job. */
export function HistoryPage() {
  const { t } = useTexts();
  const jobName = useJobName();
  const { job = '' } = useParams();
  const owner = settingsOfJob(job);
  const definition = useQuery(settingsFormQuery(job));
  const found = useQuery(jobsQuery).data?.find(({ name }) => name === job);

  return (
    <PageLayout
      title={t('history.title')}
      lead={t('history.lead')}
      crumbs={[
        { label: t('home.title'), to: '/' },
        { label: t('batch.title'), to: '/batch-synchronization' },
        {
          label: found ? jobName(found) : t('batch.job'),
          to: owner.page,
        },
      ]}
    >
      {definition.isPending && <Loading />}
      {definition.isError && <Failure error={definition.error} retry={definition.refetch} />}
      {definition.data && <SettingsHistory owner={owner} dataPool={found?.dataPool} definition={definition.data} />}
    </PageLayout>
  );
}
