import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface RowsSearchProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The field to search the rows of a run. */
export function RowsSearch({ label, value, onChange }: RowsSearchProps) {
  const { t } = useTexts();
  return (
    <TextInput
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      leftSection={<IconSearch size={17} aria-hidden />}
      rightSection={value && <CloseButton aria-label={t('runRows.clearSearch')} onClick={() => onChange('')} />}
      autoComplete="off"
      maxLength={200}
      style={{ flex: '1 1 14rem' }}
      maw={420}
    />
  );
}
