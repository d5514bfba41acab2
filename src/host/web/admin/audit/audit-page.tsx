import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconFileSearch, IconHistory } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { auditDownload, type AuditFilter, auditQuery } from '../../shared/api/audit.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { useAddressParams } from '../../shared/components/use-address-params.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { AuditFilters } from './audit-filters.js';
import { AuditTable } from './audit-table.js';

export function AuditPage() {
  const { t } = useTexts();
  const [address, setAddress] = useAddressParams();
  const filter = filterIn(address);
  const [who] = useDebouncedValue(filter.who, 250);
  const shown = { ...filter, who };
  const events = useInfiniteQuery({ ...auditQuery(shown), placeholderData: keepPreviousData });
  const isFiltered = Object.values(filter).some(Boolean);

  const change = (changed: AuditFilter) =>
    setAddress(Object.fromEntries(Object.entries(changed).filter(([, value]) => value)), { replace: true });

  return (
    <PageLayout title={t('audit.title')} lead={t('audit.lead')} actions={<Downloads filter={shown} />}>
      <AuditFilters filter={filter} onChange={change} />
      <ListOfRows
        query={events}
        isOutdated={who !== filter.who}
        placeholders={6}
        empty={
          <EmptyState
            icon={isFiltered ? IconFileSearch : IconHistory}
            title={t(isFiltered ? 'audit.noneFound' : 'audit.none')}
            text={t(isFiltered ? 'audit.noneFoundNext' : 'audit.noneNext')}
          />
        }
      >
        {(rows) => <AuditTable events={rows} />}
      </ListOfRows>
    </PageLayout>
  );
}

function filterIn(address: URLSearchParams): AuditFilter {
  const value = (name: string) => address.get(name) ?? '';
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
