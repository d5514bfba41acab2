import { Button } from '@mantine/core';
import { IconUserBolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Job } from '../../shared/api/api-types.js';
import { jobsQuery } from '../../shared/api/jobs.js';
import { Dialog } from '../../shared/components/dialog.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { SynchronizePersonForm } from './synchronize-person-form.js';

interface SynchronizePersonProps {
  /** A DN, or the ID of a user. */
  readonly who: string;
  /** The job that reads the person; the first one if none does. Another one can be chosen. */
  readonly isJob: (job: Job) => boolean;
}

/** Opens the dialog that synchronizes one person now. */
export function SynchronizePerson({ who, isJob }: SynchronizePersonProps) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const jobs = useQuery({ ...jobsQuery, enabled: opened });
  const [chosen, setChosen] = useState<string>();
  const job = jobs.data?.find(({ name }) => name === chosen) ?? jobs.data?.find(isJob) ?? jobs.data?.[0];
  const hasChanges = job !== undefined && job.changedSections.length > 0;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUserBolt size={17} aria-hidden />}
        onClick={() => setOpened(true)}
        style={{ width: 'fit-content' }}
      >
        {t('onePerson.title')}
      </Button>
      <Dialog opened={opened} title={t('onePerson.title')} size={hasChanges ? 'xl' : 'md'} onClose={close}>
        <SynchronizePersonForm who={who} jobs={jobs} job={job} onChoose={setChosen} onClose={close} />
      </Dialog>
    </>
  );
}
