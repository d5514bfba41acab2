import type { DataPool } from '../../shared/api/data-pools.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface PoolProductProps {
  readonly pool: Pick<DataPool, 'dialect' | 'product'>;
}

/** The kind of directory that is set, with the product that was recognized if that is not set. */
export function PoolProduct({ pool: { dialect, product } }: PoolProductProps) {
  const { t, lookUp } = useTexts();
  const choice = lookUp('settings', `dataPool.dialect.${dialect}`, dialect);
  return dialect === 'automatic' && product ? t('dataPools.productFound', { choice, product }) : choice;
}
