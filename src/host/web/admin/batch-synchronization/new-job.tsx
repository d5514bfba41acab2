import { Button, Group, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { dataPoolsQuery, useCreateDataPool } from '../../shared/api/data-pools.js';
import { useCreateJob } from '../../shared/api/jobs.js';
import { settingsOfJob } from '../../shared/api/settings.js';
import { Dialog } from '../../shared/components/dialog.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CreationFailure } from '../naming/creation-failure.js';
import { EMPTY_NAMING, NamingInputs } from '../naming/naming-inputs.js';

/** Creates a further job of the process on a data pool, or on a new one, and opens its page to set it up. */
export function NewJob() {
  const { t } = useTexts();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={dialog.open}>
        {t('batch.new')}
      </Button>
      <Dialog opened={opened} title={t('batch.newTitle')} onClose={dialog.close}>
        <NewJobDialog onClose={dialog.close} />
      </Dialog>
    </>
  );
}

function NewJobDialog({ onClose }: { readonly onClose: () => void }) {
  const pools = useQuery(dataPoolsQuery);
  if (pools.isPending) return <Loading rows={3} />;
  if (pools.isError) return <Failure error={pools.error} retry={pools.refetch} />;
  return <NewJobForm pools={pools.data.map(({ name }) => name)} onClose={onClose} />;
}

interface NewJobFormProps {
  /** The names of the data pools. */
  readonly pools: readonly string[];
  readonly onClose: () => void;
}

/** Stands for a data pool that is created with the job. No data pool can have this name. */
const NEW_POOL = '';

function NewJobForm({ pools, onClose }: NewJobFormProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [createJob, createPool] = [useCreateJob(), useCreateDataPool()];
  const [job, setJob] = useState(EMPTY_NAMING);
  const [pool, setPool] = useState(EMPTY_NAMING);
  const [chosen, setChosen] = useState(pools[0] ?? NEW_POOL);
  const isNew = chosen === NEW_POOL;

  const create = async () => {
    if (isNew) await createPool.mutateAsync(pool);
    const dataPool = isNew ? pool.name : chosen;
    // A second attempt, with another name of the job, takes the data pool of the first.
    setChosen(dataPool);
    await createJob.mutateAsync({ ...job, dataPool });
    void navigate(settingsOfJob(job.name).page);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The dialog shows what fails.
    void create().catch(() => {});
  };
  const isUnnamed = job.name.trim() === '' || (isNew && pool.name.trim() === '');
  const choices = [...new Set([...pools, ...(isNew ? [] : [chosen])])].map((name) => ({ value: name, label: name }));
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <NamingInputs naming={job} onChange={setJob} error={createJob.error} />
        <Select
          label={t('batch.dataPool')}
          data={[...choices, { value: NEW_POOL, label: t('dataPools.new') }]}
          value={chosen}
          onChange={(name) => setChosen(name ?? NEW_POOL)}
          allowDeselect={false}
        />
        {isNew && <NamingInputs naming={pool} onChange={setPool} error={createPool.error} isOfPool />}
        <CreationFailure error={createPool.error ?? createJob.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={createJob.isPending || createPool.isPending} disabled={isUnnamed}>
            {t('naming.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
