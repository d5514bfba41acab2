import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { runsQuery } from '../../shared/api/runs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { PageLayout } from '../../shared/layout/page-layout.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { useAddressParams } from '../../shared/components/use-address-params.js';
import { JobSelect } from '../scheduled-jobs/job-select.js';
import { RunsFilter } from './runs-filter.js';
import { RunsTable } from './runs-table.js';

export function RunsPage() {
  const { t } = useTexts();
  const { job = '' } = useParams();
  const navigate = useNavigate();
  const [address, setAddress] = useAddressParams();
  const chosen = (name: string) => address.get(name) ?? '';
  const filter = { mode: chosen('mode'), status: chosen('status'), scope: chosen('scope') };
  const isFiltered = Object.values(filter).some((each) => each !== '');
  const runs = useInfiniteQuery(runsQuery(job, filter));
  return (
    <PageLayout
      title={t('runs.title')}
      lead={t('runs.lead')}
      crumbs={[{ label: t('navigation.admin') }, { label: t('jobs.title'), to: '/scheduled-jobs' }]}
    >
      <JobSelect job={job} onChange={(name) => void navigate(`/scheduled-jobs/${encodeURIComponent(name)}/runs`)} />
      <RunsFilter
        filter={filter}
        onChange={(next) =>
          setAddress(Object.fromEntries(Object.entries(next).filter(([, value]) => value)), { replace: true })
        }
      />
      <ListOfRows
        query={runs}
        empty={
          <EmptyState
            icon={IconHistory}
            title={t(isFiltered ? 'runs.noneFound' : 'runs.none')}
            text={t(isFiltered ? 'runs.noneFoundNext' : 'runs.noneNext')}
          >
            <Button component={Link} to="/scheduled-jobs">
              {t('runs.toJobs')}
            </Button>
          </EmptyState>
        }
      >
        {(rows) => <RunsTable runs={rows} />}
      </ListOfRows>
    </PageLayout>
  );
}
