import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '../../shared/components/dialog.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RevertForm, type RevertSubject } from './revert-form.js';

/** Opens the dialog that plans to turn back a run, or one of its users. */
export function RevertButton({ runId, user }: RevertSubject) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant={user ? 'subtle' : 'default'}
        size={user ? 'compact-xs' : 'sm'}
        leftSection={user ? undefined : <IconArrowBackUp size={16} aria-hidden />}
        aria-label={user && t('revert.actionOf', { name: user.name })}
        onClick={() => setOpened(true)}
      >
        {t('revert.action')}
      </Button>
      <Dialog opened={opened} title={t('revert.title')} onClose={() => setOpened(false)}>
        <RevertForm runId={runId} user={user} onClose={() => setOpened(false)} />
      </Dialog>
    </>
  );
}
