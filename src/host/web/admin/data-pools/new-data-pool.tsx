import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { dataPoolPage, useCreateDataPool } from '../../shared/api/data-pools.js';
import { Dialog } from '../../shared/components/dialog.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CreationFailure } from '../naming/creation-failure.js';
import { EMPTY_NAMING, NamingInputs } from '../naming/naming-inputs.js';

/** Creates a data pool, and opens its page to set it up. */
export function NewDataPool() {
  const { t } = useTexts();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={dialog.open}>
        {t('dataPools.new')}
      </Button>
      <Dialog opened={opened} title={t('dataPools.newTitle')} onClose={dialog.close}>
        <NewDataPoolForm onClose={dialog.close} />
      </Dialog>
    </>
  );
}

function NewDataPoolForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const create = useCreateDataPool();
  const [naming, setNaming] = useState(EMPTY_NAMING);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(naming, { onSuccess: () => void navigate(dataPoolPage(naming.name)) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <NamingInputs naming={naming} onChange={setNaming} error={create.error} />
        <CreationFailure error={create.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={naming.name.trim() === ''}>
            {t('naming.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
