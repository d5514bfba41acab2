import { useDebouncedValue } from '@mantine/hooks';
import { IconUserCheck, IconUserSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ConflictsFilter, type ConflictsFound, conflictsQuery } from '../../shared/api/conflicts.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { useAddressParams } from '../../shared/components/use-address-params.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { RowGroups } from '../runs/row-groups.js';
import { RowsSearch } from '../runs/rows-search.js';
import { JobSelect } from '../scheduled-jobs/job-select.js';
import { ConflictsList } from './conflicts-list.js';
import { addressOfConflicts, conflictsViewIn } from './conflicts-view.js';
import { FoundByRun } from './found-by-run.js';

/** The people about whom someone must decide, and the decisions. */
export function ConflictsPage() {
  const { t } = useTexts();
  const [address, setAddress] = useAddressParams();
  const view = conflictsViewIn(address);
  const [search] = useDebouncedValue(view.search, 250);
  const filter = { ...view, search };
  const conflicts = useInfiniteQuery({ ...conflictsQuery(filter), placeholderData: keepPreviousData });
  const found = conflicts.data?.pages[0];
  const isFiltered = view.code !== '' || view.search !== '';
  // Typing makes no steps of its own for Back.
  const show = (changed: Partial<ConflictsFilter>) =>
    setAddress(addressOfConflicts({ ...view, ...changed }), { replace: true, preventScrollReset: true });

  return (
    <PageLayout title={t('conflicts.title')} lead={t('conflicts.lead')}>
      <JobSelect job={view.job || undefined} onChange={(job) => show({ job, code: '' })} />
      {found?.run && <FoundByRun run={found.run} />}
      {found && (found.totals.length > 0 || isFiltered) && (
        <>
          <Kinds found={found} selected={view.code} onSelect={(code) => show({ code })} />
          <div role="search" aria-label={t('conflicts.search')}>
            <RowsSearch label={t('problems.person')} value={view.search} onChange={(text) => show({ search: text })} />
          </div>
        </>
      )}
      <ListOfRows
        continues
        query={conflicts}
        isOutdated={search !== view.search}
        empty={<Nobody hasRun={Boolean(found?.run)} isFiltered={isFiltered} />}
      >
        {(rows) => found && <ConflictsList filter={filter} found={found} conflicts={rows} />}
      </ListOfRows>
    </PageLayout>
  );
}

function Nobody({ hasRun, isFiltered }: { readonly hasRun: boolean; readonly isFiltered: boolean }) {
  const { t } = useTexts();
  if (!hasRun) return <EmptyState icon={IconUserSearch} title={t('conflicts.noRun')} text={t('conflicts.noRunNext')} />;
  return (
    <EmptyState
      icon={isFiltered ? IconUserSearch : IconUserCheck}
      title={t(isFiltered ? 'conflicts.noneFound' : 'conflicts.none')}
      text={t(isFiltered ? 'conflicts.noneFoundNext' : 'conflicts.noneNext')}
    />
  );
}

interface KindsProps {
  readonly found: ConflictsFound;
  readonly selected: string;
  readonly onSelect: (code: string) => void;
}

/** The kinds of conflict with their numbers. */
function Kinds({ found, selected, onSelect }: KindsProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const groups = found.totals.map(({ code, title, conflicts }) => ({
    key: code,
    label: t('problems.ofCause', { cause: title, shown: number(conflicts) }),
  }));
  return <RowGroups label={t('conflicts.kind')} groups={groups} selected={selected} onSelect={onSelect} />;
}
