import { Button, Paper, SegmentedControl, Stack } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useState } from 'react';
import type { SettingsRecord } from '../../shared/api/api-types.js';
import { type RowTrial, useRowTrial } from '../../shared/api/preview.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { EntrySearch } from './entry-search.js';
import { TriedRow } from './tried-row.js';
import { TypedValuesInput } from './typed-values-input.js';

interface TryRowProps {
  readonly id: string;
  readonly job: string;
  /** The row, as settings have it. */
  readonly row: SettingsRecord;
  /** Returns the values of the form that say where entries are. */
  readonly settings: () => SettingsRecord;
}

/** Tries a row of the mapping, as it is typed, on an entry or on typed values. */
export function TryRow({ id, job, row, settings }: TryRowProps) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        variant="light"
        size="xs"
        leftSection={<IconFlask size={16} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t('tryRow.title')}
      </Button>
      {isOpen && (
        <Paper id={id} p="sm" mt="xs" role="group" aria-label={t('tryRow.title')}>
          <Trial job={job} row={row} settings={settings} />
        </Paper>
      )}
    </div>
  );
}

const WAYS = ['values', 'entry'] as const;

function Trial({ job, row, settings }: Omit<TryRowProps, 'id'>) {
  const { t } = useTexts();
  const [way, setWay] = useState<(typeof WAYS)[number]>('values');
  const { mutate, isPending, error, data, reset } = useRowTrial(job);
  const attempt = (given: Omit<RowTrial, 'row'>) => mutate({ row, ...given });
  const onEntry = (choice: { readonly dn: string } | { readonly search: string }) =>
    attempt({ ...choice, settings: settings() });
  return (
    <Stack gap="sm">
      <SegmentedControl
        size="xs"
        aria-label={t('tryRow.on')}
        data={WAYS.map((value) => ({ value, label: t(`tryRow.${value}`) }))}
        value={way}
        onChange={(chosen) => {
          setWay(chosen);
          reset();
        }}
      />
      {way === 'values' ? (
        <TypedValuesInput isBusy={isPending} onTry={attempt} />
      ) : (
        <EntrySearch
          label={t('why.who')}
          action={t('tryRow.run')}
          isBusy={isPending}
          onSearch={(search) => onEntry({ search })}
        />
      )}
      <div aria-live="polite" aria-busy={isPending}>
        <TriedRow tried={data} error={error} isOfEntry={way === 'entry'} onChoose={(dn) => onEntry({ dn })} />
      </div>
    </Stack>
  );
}
