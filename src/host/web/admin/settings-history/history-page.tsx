import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { addOnsQuery } from '../../shared/api/add-ons.js';
import { settingsFormQuery, versionsQuery } from '../../shared/api/jobs.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { VersionDialog } from './version-dialog.js';
import { VersionsTable } from './versions-table.js';

/** The versions of the settings of a job: who saved them, when, and what changed. */
export function HistoryPage() {
  const { t, translateManifest } = useTexts();
  const { job = '' } = useParams();
  const addOns = useQuery(addOnsQuery);
  const definition = useQuery(settingsFormQuery(job));
  const versions = useInfiniteQuery({ ...versionsQuery(job), staleTime: 0 });
  const [opened, setOpened] = useState<number>();
  const manifest = addOns.data?.find((each) => each.manifest.job.name === job)?.manifest;

  return (
    <PageLayout
      title={t('history.title')}
      lead={t('history.lead')}
      crumbs={[
        { label: t('home.title'), to: '/' },
        { label: t('batch.title'), to: '/batch-synchronization' },
        {
          label: manifest ? translateManifest(manifest.processName) : t('batch.job'),
          to: `/batch-synchronization/${encodeURIComponent(job)}`,
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
        <VersionDialog job={job} version={opened} definition={definition.data} onClose={() => setOpened(undefined)} />
      )}
    </PageLayout>
  );
}
