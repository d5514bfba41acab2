import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { jobsQuery, settingsFormQuery } from '../../shared/api/jobs.js';
import { settingsOfJob, versionsQuery } from '../../shared/api/settings.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { VersionDialog } from './version-dialog.js';
import { VersionsTable } from './versions-table.js';

/** The versions of the settings of a job: who saved them, when, and what changed. */
export function HistoryPage() {
  const { t } = useTexts();
  const jobName = useJobName();
  const { job = '' } = useParams();
  const owner = settingsOfJob(job);
  const definition = useQuery(settingsFormQuery(job));
  const versions = useInfiniteQuery({ ...versionsQuery(owner), staleTime: 0 });
  const [opened, setOpened] = useState<number>();
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
      {definition.data && (
        <ListOfRows
          query={versions}
          placeholders={6}
          empty={<EmptyState icon={IconHistory} title={t('history.none')} text={t('history.noneNext')} />}
        >
          {(rows) => <VersionsTable versions={rows} definition={definition.data} onOpen={setOpened} />}
        </ListOfRows>
      )}
      {definition.data && (
        <VersionDialog
          owner={owner}
          dataPool={found?.dataPool}
          version={opened}
          definition={definition.data}
          onClose={() => setOpened(undefined)}
        />
      )}
    </PageLayout>
  );
}
