import { Button, Group, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Job } from '../../shared/api/api-types.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useSectionList } from '../../shared/components/use-section-list.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangedSinceApplied } from '../../shared/setting-changes/changed-since-applied.js';
import { JobSelect } from '../scheduled-jobs/job-select.js';
import { useStart } from '../scheduled-jobs/use-start.js';

interface SynchronizePersonFormProps {
  readonly who: string;
  readonly jobs: UseQueryResult<readonly Job[]>;
  /** Undefined while jobs are loaded, and if there is none. */
  readonly job: Job | undefined;
  readonly onChoose: (job: string) => void;
  readonly onClose: () => void;
}

/** Says what happens, and which settings have changed since the last applied run; offers to look at the changes first. */
export function SynchronizePersonForm({ who, jobs, job, onChoose, onClose }: SynchronizePersonFormProps) {
  const { t } = useTexts();
  return (
    <Stack gap="lg">
      {jobs.isPending && <Loading rows={2} />}
      {jobs.isError && <Failure error={jobs.error} retry={jobs.refetch} />}
      {jobs.data && !job && <Text size="sm">{t('jobs.none')}</Text>}
      {job && <JobSelect job={job.name} onChange={onChoose} />}
      {job && <StartPerson key={job.name} who={who} job={job} onClose={onClose} />}
    </Stack>
  );
}

interface StartPersonProps {
  readonly who: string;
  readonly job: Job;
  readonly onClose: () => void;
}

function StartPerson({ who, job, onClose }: StartPersonProps) {
  const { t } = useTexts();
  const sectionList = useSectionList();
  const apply = useStart(job.name, 'apply', who);
  const plan = useStart(job.name, 'plan', who);
  const isChanged = job.changedSections.length > 0;
  const isPending = apply.isPending || plan.isPending;
  return (
    <>
      <Text size="sm">{t('onePerson.text')}</Text>
      {isChanged && <Text size="sm">{t('jobs.changedText', { sections: sectionList(job.changedSections) })}</Text>}
      {isChanged && <ChangedSinceApplied job={job} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button
          variant={isChanged ? 'filled' : 'default'}
          loading={plan.isPending}
          disabled={isPending}
          onClick={plan.start}
          data-autofocus={isChanged || undefined}
        >
          {t('jobs.preview')}
        </Button>
        <Button
          variant={isChanged ? 'default' : 'filled'}
          loading={apply.isPending}
          disabled={isPending}
          onClick={apply.start}
          data-autofocus={!isChanged || undefined}
        >
          {t('onePerson.now')}
        </Button>
      </Group>
    </>
  );
}
