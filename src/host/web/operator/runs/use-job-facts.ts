import { useQuery } from '@tanstack/react-query';
import type { RunRow } from '../../shared/api/api-types.js';
import { jobsQuery } from '../../shared/api/jobs.js';
import type { Fact } from '../../shared/components/facts.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** The job of a run. No fact where there is only one job. */
export function useJobFacts({ job }: Pick<RunRow, 'job'>): readonly Fact[] {
  const { t } = useTexts();
  const jobName = useJobName();
  const jobs = useQuery(jobsQuery).data ?? [];
  if (jobs.length < 2) return [];
  const found = jobs.find(({ name }) => name === job);
  return [{ label: t('jobs.one'), value: found ? jobName(found) : job }];
}
