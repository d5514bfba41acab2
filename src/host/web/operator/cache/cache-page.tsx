import { useQuery } from '@tanstack/react-query';
import { type CacheStatus, cacheQuery } from '../../shared/api/cache.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Failure } from '../../shared/components/failure.js';
import { Instant } from '../../shared/components/instant.js';
import { Loading } from '../../shared/components/loading.js';
import { ClearCache } from './clear-cache.js';

const NAMES: Readonly<Record<string, TextKey>> = {
  users: 'cache.users',
  runs: 'cache.runs',
  'batch-synchronizations': 'cache.jobs',
};

export function CachePage() {
  const { t } = useTexts();
  const { number } = useFormats();
  const cached = useQuery({ ...cacheQuery, staleTime: 0 });
  const columns: readonly Column<CacheStatus>[] = [
    { key: 'name', header: t('cache.what'), isName: true, cell: ({ cache }) => nameOf(cache) },
    { key: 'generation', header: t('cache.generation'), align: 'right', cell: ({ generation }) => number(generation) },
    { key: 'entries', header: t('cache.entries'), align: 'right', cell: ({ entries }) => number(entries) },
    {
      key: 'since',
      header: t('cache.since'),
      cell: ({ cachedAt }) => <Instant at={cachedAt} none={t('cache.empty')} />,
    },
  ];
  const nameOf = (cache: string) => {
    const key = NAMES[cache];
    return key ? t(key) : cache;
  };

  return (
    <PageLayout
      title={t('cache.title')}
      lead={t('cache.lead')}
      crumbs={[{ label: t('navigation.admin') }]}
      actions={<ClearCache />}
    >
      {cached.isPending && <Loading rows={3} />}
      {cached.isError && <Failure error={cached.error} retry={cached.refetch} />}
      {cached.data && (
        <DataTable caption={t('cache.title')} columns={columns} rows={cached.data} rowKey={({ cache }) => cache} />
      )}
    </PageLayout>
  );
}
