import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { Confirmation } from '../../shared/components/confirmation.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface DeleteNamedProps {
  readonly name: string;
  readonly title: string;
  /** The consequence. */
  readonly text: string;
  readonly deletion: {
    readonly mutate: (nothing: undefined, options: { readonly onSuccess: () => void }) => void;
    readonly isPending: boolean;
    readonly error: unknown;
  };
  readonly onDeleted: () => void;
}

/** Deletes a job or data pool after a confirmation that explains the consequence. */
export function DeleteNamed({ name, title, text, deletion, onDeleted }: DeleteNamedProps) {
  const { t } = useTexts();
  const notices = useNotices();
  const [opened, dialog] = useDisclosure(false);
  const onSuccess = () => {
    notices.done(t('naming.deleted', { name }));
    onDeleted();
  };
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={17} aria-hidden />} onClick={dialog.open}>
        {t('naming.delete')}
      </Button>
      <Confirmation
        opened={opened}
        title={title}
        text={text}
        confirm={t('naming.delete')}
        danger
        pending={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate(undefined, { onSuccess })}
        onClose={dialog.close}
      />
    </>
  );
}
