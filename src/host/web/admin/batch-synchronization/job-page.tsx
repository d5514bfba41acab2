import { Alert, Anchor, Button } from '@mantine/core';
import { IconHistory, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { addOnsQuery } from '../../shared/api/add-ons.js';
import { settingsFormQuery, settingsQuery } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { JobEditor } from './job-editor.js';

export function JobPage() {
  const { t, translateManifest } = useTexts();
  const { job = '' } = useParams();
  const addOns = useQuery(addOnsQuery);
  const definition = useQuery(settingsFormQuery(job));
  const settings = useQuery(settingsQuery(job));

  const addOn = addOns.data?.find(({ manifest }) => manifest.symbolicName === settings.data?.symbolicName);
  const failed = [definition, settings].find((query) => query.isError);

  return (
    <PageLayout
      title={addOn ? translateManifest(addOn.manifest.processName) : t('batch.job')}
      {...(addOn ? { lead: translateManifest(addOn.manifest.description) } : {})}
      crumbs={[
        { label: t('home.title'), to: '/' },
        { label: t('batch.title'), to: '/batch-synchronization' },
      ]}
      actions={
        <Button
          component={Link}
          to={`/batch-synchronization/${encodeURIComponent(job)}/history`}
          variant="default"
          leftSection={<IconHistory size={17} aria-hidden />}
        >
          {t('history.title')}
        </Button>
      }
    >
      {addOn?.enabled === false && <AddOnDisabled />}
      {failed && <Failure error={failed.error} retry={failed.refetch} />}
      {!failed && !(definition.data && settings.data) && <Loading rows={6} />}
      {definition.data && settings.data && (
        <JobEditor key={job} job={job} definition={definition.data} current={settings.data} />
      )}
    </PageLayout>
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
