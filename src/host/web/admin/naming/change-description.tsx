import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../shared/components/dialog.js';
import { Failure } from '../../shared/components/failure.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface ChangeDescriptionProps {
  readonly description: string;
  readonly change: {
    readonly mutate: (description: string, options: { readonly onSuccess: () => void }) => void;
    readonly isPending: boolean;
    readonly error: unknown;
  };
}

/** Changes the description of a job or data pool. */
export function ChangeDescription({ description, change }: ChangeDescriptionProps) {
  const { t } = useTexts();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={17} aria-hidden />} onClick={dialog.open}>
        {t('naming.changeDescription')}
      </Button>
      <Dialog opened={opened} title={t('naming.changeDescription')} onClose={dialog.close}>
        <DescriptionForm description={description} change={change} onClose={dialog.close} />
      </Dialog>
    </>
  );
}

function DescriptionForm({ description, change, onClose }: ChangeDescriptionProps & { readonly onClose: () => void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(description);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(typed, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <TextInput
          label={t('naming.description')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          maxLength={500}
          data-autofocus
        />
        {Boolean(change.error) && <Failure error={change.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={typed === description}>
            {t('form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
