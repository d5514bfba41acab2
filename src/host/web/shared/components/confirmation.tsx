import { Button, Group, Stack, Text } from '@mantine/core';
import { useTexts } from '../i18n/use-texts.js';
import { Dialog } from './dialog.js';
import { Failure } from './failure.js';

interface ConfirmationProps {
  readonly opened: boolean;
  readonly title: string;
  /** The consequence of confirming. */
  readonly text: string;
  readonly confirm: string;
  /** @default "Cancel", in the user's language */
  readonly dismiss?: string;
  readonly danger?: boolean;
  readonly pending?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function Confirmation(props: ConfirmationProps) {
  const { t } = useTexts();
  const { opened, title, text, confirm, dismiss, danger = false, pending = false, error, onConfirm, onClose } = props;
  return (
    <Dialog opened={opened} title={title} onClose={onClose}>
      <Stack gap="lg">
        <Text size="sm">{text}</Text>
        {Boolean(error) && <Failure error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {dismiss ?? t('actions.cancel')}
          </Button>
          <Button color={danger ? 'red.9' : 'harbor'} loading={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
