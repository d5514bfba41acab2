import { useQuery } from '@tanstack/react-query';
import type { RunRow } from '../../shared/api/api-types.js';
import { jobsQuery } from '../../shared/api/jobs.js';
import type { Fact } from '../../shared/components/facts.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Runs of a job that was deleted name it with a number behind this character. */
const FORMER = '~';

/** The job of a run. No fact where there is only one job. */
export function useJobFacts({ job }: Pick<RunRow, 'job'>): readonly Fact[] {
  const { t } = useTexts();
  const jobName = useJobName();
  const jobs = useQuery(jobsQuery).data;
  const found = jobs?.find(({ name }) => name === job);
  if (!jobs || (found && jobs.length < 2)) return [];
  const [name = '', isFormer] = job.split(FORMER);
  const former = isFormer === undefined ? name : t('jobs.deletedName', { name });
  return [{ label: t('jobs.one'), value: found ? jobName(found) : former }];
}
