import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { UserDetails } from '../../shared/api/users.js';
import { Dialog } from '../../shared/components/dialog.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangeUserForm } from './change-user-form.js';

/** Opens the form that changes fields and the state of a user. */
export function ChangeUser({ user }: { readonly user: UserDetails }) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={17} aria-hidden />} onClick={() => setOpened(true)}>
        {t('users.change')}
      </Button>
      <Dialog opened={opened} title={t('users.change')} size="xl" onClose={() => setOpened(false)}>
        <ChangeUserForm user={user} onClose={() => setOpened(false)} />
      </Dialog>
    </>
  );
}
