import { Alert, Button, Group, Text } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DataPoolWithSettings } from '../../shared/api/data-pools.js';
import { jobsQuery } from '../../shared/api/jobs.js';
import { settingsOfJob, settingsQuery } from '../../shared/api/settings.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { setUpPage } from './steps.js';

interface SetUpOfferProps {
  readonly pool: Pick<DataPoolWithSettings, 'name' | 'urls' | 'jobs' | 'version'>;
}

/** Leads to the set-up of a data pool that has no server yet, or that no job reads that has been set up. */
export function SetUpOffer({ pool: { name, urls, jobs, version } }: SetUpOfferProps) {
  const { t } = useTexts();
  const isRead = useIsRead(jobs);
  const isEmpty = urls.length === 0;
  // A host can start with a directory of its own, which its job reads before anything is saved.
  const isSeed = version === 0 && !isEmpty;
  if (isRead !== false || isSeed) return null;
  return (
    <Alert color="blue" icon={<IconWand aria-hidden />} title={t(isEmpty ? 'setUp.offerTitle' : 'setUp.continueTitle')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t(isEmpty ? 'setUp.offerText' : 'setUp.continueText')}</Text>
        <Button component={Link} to={setUpPage(name)}>
          {t(isEmpty ? 'setUp.start' : 'setUp.continue')}
        </Button>
      </Group>
    </Alert>
  );
}

/** Whether one of the jobs has been set up: the first job of a process exists before that. Undefined: not known yet. */
function useIsRead(jobs: readonly string[]): boolean | undefined {
  const listed = useQuery(jobsQuery).data;
  const [only = ''] = jobs;
  const first = listed?.find(({ name, isFirst }) => isFirst && name === only);
  const settings = useQuery({ ...settingsQuery(settingsOfJob(only)), enabled: jobs.length === 1 });
  if (jobs.length === 0) return false;
  if (jobs.length > 1) return true;
  if (!listed || !settings.data) return undefined;
  return !first || first.lastRunId !== null || settings.data.version > 0;
}
