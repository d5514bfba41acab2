import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { dataPoolPage, settingsOfPool } from '../../shared/api/data-pools.js';
import { settingsQuery } from '../../shared/api/settings.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { isRecord } from '../../shared/settings-schema/is-record.js';
import type { StoredAccess } from './access-settings.js';
import { ConnectStep } from './connect-step.js';
import { FirstPlan } from './first-plan.js';
import { FurtherSteps } from './further-steps.js';
import { StepList } from './step-list.js';
import { type Step, STEPS } from './steps.js';

const NOTHING: StoredAccess = { address: '', user: '', password: '', ca: null, further: [], isUnencrypted: false };

/** Names a data pool and connects it: the first step of its set-up. */
export function NewDataPoolPage() {
  const { t } = useTexts();
  return (
    <PageLayout title={t('dataPools.newTitle')} lead={t('setUp.lead')} crumbs={useCrumbs()}>
      <StepList current="connect" />
      <ConnectStep stored={NOTHING} isPasswordStored={false} />
    </PageLayout>
  );
}

/** The set-up of a data pool that exists: one step at a time, and the first plan at the end. */
export function SetUpPage() {
  const { t } = useTexts();
  const { pool = '' } = useParams();
  const [search] = useSearchParams();
  const stored = useQuery(settingsQuery(settingsOfPool(pool)));
  const crumbs = [...useCrumbs(), { label: pool, to: dataPoolPage(pool) }];
  const [plan, job] = [search.get('plan'), search.get('job')];
  return (
    <PageLayout title={t('setUp.title', { name: pool })} lead={t('setUp.lead')} crumbs={crumbs}>
      {stored.isError && <Failure error={stored.error} retry={stored.refetch} />}
      {stored.isPending && <Loading rows={6} />}
      {stored.data && plan && job && <FirstPlan plan={plan} job={job} />}
      {stored.data && !(plan && job) && (
        <Steps key={pool} pool={pool} settings={stored.data.settings['dataPool']} asked={search.get('step')} />
      )}
    </PageLayout>
  );
}

interface StepsProps {
  readonly pool: string;
  /** Of the data pool. */
  readonly settings: unknown;
  /** The step in the address. */
  readonly asked: string | null;
}

function Steps({ pool, settings, asked }: StepsProps) {
  const stored = isRecord(settings) ? settings : {};
  const access = accessIn(stored);
  const wanted = STEPS.find((step) => step === asked) ?? 'people';
  const step: Step = access.address === '' ? 'connect' : wanted;
  return (
    <>
      <StepList current={step} pool={pool} />
      {step === 'connect' ? (
        <ConnectStep pool={pool} stored={access} isPasswordStored={stored['bindPasswordSet'] === true} />
      ) : (
        <FurtherSteps pool={pool} step={step} />
      )}
    </>
  );
}

/** What the first step shows of a data pool that was connected before. */
function accessIn({ urls, bindDn, tls }: Readonly<Record<string, unknown>>): StoredAccess {
  const ca = isRecord(tls) ? tls['ca'] : undefined;
  const [address = '', ...further] = Array.isArray(urls) ? urls.map(String) : [];
  return {
    address,
    user: typeof bindDn === 'string' ? bindDn : '',
    password: '',
    ca: typeof ca === 'string' ? ca : null,
    further,
    isUnencrypted: isRecord(tls) && tls['mode'] === 'none',
  };
}

function useCrumbs() {
  const { t } = useTexts();
  return [
    { label: t('home.title'), to: '/' },
    { label: t('dataPools.title'), to: '/data-pools' },
  ];
}
