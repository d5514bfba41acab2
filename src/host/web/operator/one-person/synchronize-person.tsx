import { Button } from '@mantine/core';
import { IconUserBolt } from '@tabler/icons-react';
import { useState } from 'react';
import type { Job } from '../../shared/api/api-types.js';
import { Dialog } from '../../shared/components/dialog.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { SynchronizePersonForm } from './synchronize-person-form.js';

interface SynchronizePersonProps {
  /** A DN, or the ID of a user. */
  readonly who: string;
  /** The job that reads the person; the first one if none does. */
  readonly isJob: (job: Job) => boolean;
}

/** Opens the dialog that synchronizes one person now. */
export function SynchronizePerson({ who, isJob }: SynchronizePersonProps) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
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
      <Dialog opened={opened} title={t('onePerson.title')} onClose={close}>
        <SynchronizePersonForm who={who} isJob={isJob} onClose={close} />
      </Dialog>
    </>
  );
}
