import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '../../shared/components/dialog.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RevertForm, type RevertSubject } from './revert-form.js';

/** Opens the dialog that plans to turn back a run, or some of its users. */
export function RevertButton({ runId, users }: RevertSubject) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  const name = users?.name;
  const isOne = name !== undefined;
  return (
    <>
      <Button
        variant={isOne ? 'subtle' : 'default'}
        size={isOne ? 'compact-xs' : 'sm'}
        leftSection={isOne ? undefined : <IconArrowBackUp size={16} aria-hidden />}
        aria-label={isOne ? t('revert.actionOf', { name }) : undefined}
        onClick={() => setOpened(true)}
      >
        {t(users && !isOne ? 'revert.actionSelected' : 'revert.action')}
      </Button>
      <Dialog opened={opened} title={t('revert.title')} onClose={() => setOpened(false)}>
        <RevertForm runId={runId} users={users} onClose={() => setOpened(false)} />
      </Dialog>
    </>
  );
}
