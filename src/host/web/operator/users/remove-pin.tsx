import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useChangeUser } from '../../shared/api/users.js';
import { Dialog } from '../../shared/components/dialog.js';
import { Failure } from '../../shared/components/failure.js';
import { ReasonInput } from '../../shared/components/reason-input.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface RemovePinProps {
  readonly userId: string;
  /** The name of the value, and its label. */
  readonly name: string;
  readonly label: string;
}

/** Lets runs write a value again, with a reason. */
export function RemovePin({ userId, name, label }: RemovePinProps) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="subtle" size="compact-sm" ml={-8} display="block" onClick={() => setOpened(true)}>
        {t('pins.removeOf', { field: label })}
      </Button>
      <Dialog opened={opened} title={t('pins.removeOf', { field: label })} onClose={() => setOpened(false)}>
        <RemovePinForm userId={userId} name={name} onClose={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

function RemovePinForm({ userId, name, onClose }: Omit<RemovePinProps, 'label'> & { readonly onClose: () => void }) {
  const { t } = useTexts();
  const notices = useNotices();
  const [reason, setReason] = useState('');
  const change = useChangeUser(userId);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const done = () => {
      notices.done(t('pins.removed'));
      onClose();
    };
    change.mutate({ fields: {}, expected: {}, pins: { [name]: null }, reason }, { onSuccess: done });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text size="sm">{t('pins.removeHelp')}</Text>
        <ReasonInput description={t('pins.removeReasonHelp')} value={reason} onChange={setReason} isFirst />
        {change.error && <Failure error={change.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={reason.trim() === ''}>
            {t('pins.remove')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
