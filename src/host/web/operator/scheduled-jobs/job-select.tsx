import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { jobsQuery } from '../../shared/api/jobs.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface JobSelectProps {
  /** Name of the chosen job; undefined: the first one. */
  readonly job: string | undefined;
  readonly onChange: (job: string) => void;
}

/** Chooses a job. Nothing where there is only one. */
export function JobSelect({ job, onChange }: JobSelectProps) {
  const { t } = useTexts();
  const jobName = useJobName();
  const jobs = useQuery(jobsQuery).data ?? [];
  if (jobs.length < 2) return null;
  return (
    <Select
      label={t('jobs.one')}
      data={jobs.map((each) => ({ value: each.name, label: jobName(each) }))}
      value={job ?? jobs[0]?.name ?? null}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      allowDeselect={false}
      w={{ base: '100%', xs: 420 }}
    />
  );
}
