import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { addOnsQuery } from '../../shared/api/add-ons.js';
import { settingsFormQuery, settingsQuery } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Page } from '../../shared/layout/page.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { AddOnDisabled } from './add-on-disabled.js';
import { JobEditor } from './job-editor.js';

export function JobPage() {
  const { t, named } = useTexts();
  const { symbolicName = '' } = useParams();
  const addOns = useQuery(addOnsQuery);
  const declared = useQuery(settingsFormQuery(symbolicName));
  const settings = useQuery(settingsQuery(symbolicName));

  const addOn = addOns.data?.find(
    ({ manifest }) => manifest.symbolicName === symbolicName || manifest.aliases.includes(symbolicName),
  );
  const failed = [declared, settings].find((query) => query.isError);

  return (
    <Page
      title={addOn ? named(addOn.manifest.processName) : t('batch.job')}
      {...(addOn ? { lead: named(addOn.manifest.description) } : {})}
      crumbs={[
        { label: t('home.title'), to: '/' },
        { label: t('batch.title'), to: '/batch-synchronization' },
      ]}
    >
      {addOn?.enabled === false && <AddOnDisabled />}
      {failed && <Failure error={failed.error} retry={failed.refetch} />}
      {!failed && !(declared.data && settings.data) && <Loading rows={6} />}
      {declared.data && settings.data && (
        <JobEditor key={symbolicName} symbolicName={symbolicName} declared={declared.data} current={settings.data} />
      )}
    </Page>
  );
}
