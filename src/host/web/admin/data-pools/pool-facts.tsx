import type { DataPoolWithSettings } from '../../shared/api/data-pools.js';
import { Facts } from '../../shared/components/facts.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { JobLinks } from './job-links.js';
import { PoolProduct } from './pool-product.js';

/** The jobs of a data pool, and what their runs found out about its directory. */
export function PoolFacts({ pool }: { readonly pool: DataPoolWithSettings }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { jobs, dialect, stableIdAttribute: attribute, stableIdSince: since } = pool;
  const identified =
    attribute && since
      ? t(`dataPools.${dialect === 'automatic' ? 'detected' : 'set'}`, { attribute, at: instant(since) })
      : '';
  return (
    <Facts
      facts={[
        { label: t('dataPools.jobs'), value: <JobLinks jobs={jobs} /> },
        { label: t('dataPools.dialect'), value: <PoolProduct pool={pool} /> },
        ...(identified ? [{ label: t('setUp.identifiedBy'), value: identified }] : []),
      ]}
    />
  );
}
