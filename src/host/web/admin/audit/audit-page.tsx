import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconFileSearch, IconHistory } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { auditDownload, type AuditFilter, auditQuery } from '../../shared/api/audit.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { Failure } from '../../shared/components/failure.js';
import { LoadMore } from '../../shared/components/load-more.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { AuditFilters } from './audit-filters.js';
import { AuditTable } from './audit-table.js';

export function AuditPage() {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const filter = filterIn(search);
  const [who] = useDebouncedValue(filter.who, 250);
  const shown = { ...filter, who };
  const events = useInfiniteQuery({ ...auditQuery(shown), placeholderData: keepPreviousData });
  const rows = events.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.values(filter).some(Boolean);

  const change = (changed: AuditFilter) =>
    setSearch(Object.fromEntries(Object.entries(changed).filter(([, value]) => value)), { replace: true });

  return (
    <PageLayout title={t('audit.title')} lead={t('audit.lead')} actions={<Downloads filter={shown} />}>
      <AuditFilters filter={filter} onChange={change} />
      {events.isPending && <Loading rows={6} />}
      {events.isError && <Failure error={events.error} retry={events.refetch} />}
      {events.data && rows.length === 0 && (
        <EmptyState
          icon={isFiltered ? IconFileSearch : IconHistory}
          title={t(isFiltered ? 'audit.noneFound' : 'audit.none')}
          text={t(isFiltered ? 'audit.noneFoundNext' : 'audit.noneNext')}
        />
      )}
      {rows.length > 0 && (
        <>
          <AuditTable events={rows} />
          <LoadMore
            shown={rows.length}
            hasMore={events.hasNextPage}
            loading={events.isFetchingNextPage}
            more={events.fetchNextPage}
          />
        </>
      )}
    </PageLayout>
  );
}

function filterIn(search: URLSearchParams): AuditFilter {
  const value = (name: string) => search.get(name) ?? '';
  return { who: value('who'), what: value('what'), outcome: value('outcome'), from: value('from'), to: value('to') };
}

function Downloads({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTexts();
  return (['csv', 'json'] as const).map((format) => (
    <Button
      key={format}
      component="a"
      href={auditDownload(format, filter)}
      download
      variant="default"
      leftSection={<IconDownload size={17} aria-hidden />}
    >
      {t('audit.download', { format: format.toUpperCase() })}
    </Button>
  ));
}
