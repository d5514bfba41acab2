import { Button, Group, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface EntrySearchProps {
  readonly label: string;
  readonly action: string;
  readonly isBusy: boolean;
  readonly onSearch: (text: string) => void;
}

/** Asks for a person. It stands within a form, so Enter searches and does not save. */
export function EntrySearch({ label, action, isBusy, onSearch }: EntrySearchProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const search = () => {
    if (text !== '' && !isBusy) onSearch(text);
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    search();
  };
  return (
    <Group align="flex-end" gap="md">
      <TextInput
        label={label}
        placeholder={t('personPreview.hint')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onEnter}
        leftSection={<IconSearch size={17} aria-hidden />}
        maxLength={1000}
        autoCapitalize="none"
        autoComplete="off"
        style={{ flex: '1 1 16rem' }}
        maw={640}
      />
      <Button variant="light" loading={isBusy} disabled={text === ''} onClick={search}>
        {action}
      </Button>
    </Group>
  );
}
