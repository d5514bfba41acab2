import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { jobsQuery } from '../../shared/api/jobs.js';
import { settingsOfJob } from '../../shared/api/settings.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Links to jobs. While the add-on is disabled, jobs are not listed, and are named as they are stored. */
export function JobLinks({ jobs }: { readonly jobs: readonly string[] }) {
  const { t } = useTexts();
  const jobName = useJobName();
  const listed = useQuery(jobsQuery).data ?? [];
  if (jobs.length === 0) return <>{t('dataPools.noJobs')}</>;
  return (
    <Stack gap={2} align="flex-start">
      {jobs.map((job) => {
        const found = listed.find(({ name }) => name === job);
        return (
          <Anchor key={job} component={Link} to={settingsOfJob(job).page} inherit>
            {found ? jobName(found) : job}
          </Anchor>
        );
      })}
    </Stack>
  );
}
