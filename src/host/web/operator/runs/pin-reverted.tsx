import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { usePinReverted } from '../../shared/api/runs.js';
import { Dialog } from '../../shared/components/dialog.js';
import { Failure } from '../../shared/components/failure.js';
import { ReasonInput } from '../../shared/components/reason-input.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { endOfPin } from '../users/pin-requests.js';

/** Pins the values that a revert has written, of all its users, so that the next run leaves them alone. */
export function PinReverted({ runId }: { readonly runId: string }) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpened(true)}>
        {t('revert.pin')}
      </Button>
      <Dialog opened={opened} title={t('revert.pin')} onClose={() => setOpened(false)}>
        <PinRevertedForm runId={runId} onClose={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

interface PinRevertedFormProps {
  readonly runId: string;
  readonly onClose: () => void;
}

function PinRevertedForm({ runId, onClose }: PinRevertedFormProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const notices = useNotices();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const pin = usePinReverted(runId);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const done = ({ users }: { readonly users: number }) => {
      notices.done(users === 0 ? t('revert.pinnedNobody') : t('revert.pinned', { count: users, shown: number(users) }));
      onClose();
    };
    pin.mutate({ reason, expiresAt: endOfPin(until) }, { onSuccess: done });
  };
  const [expired] = pin.error instanceof ApiError ? pin.error.fields : [];
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text size="sm">{t('revert.pinHelp')}</Text>
        <TextInput
          type="date"
          label={t('pins.until')}
          description={t('pins.untilHelp')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={expired?.message}
          maw={260}
        />
        <ReasonInput description={t('revert.pinReason')} value={reason} onChange={setReason} isFirst />
        {pin.error && <Failure error={pin.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={pin.isPending} disabled={reason.trim() === ''}>
            {t('revert.pin')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
