import { CloseButton, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface Filter {
  readonly query: string;
  readonly state: string;
  /** `true` or empty. */
  readonly notSeen: string;
  /** `true` or empty. */
  readonly pinned: string;
}

interface UsersFilterProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

export function UsersFilter({ filter, onChange }: UsersFilterProps) {
  const { t } = useTexts();
  return (
    <Group role="search" aria-label={t('users.search')} align="flex-end" gap="md">
      <TextInput
        label={t('users.query')}
        placeholder={t('users.queryHint')}
        value={filter.query}
        onChange={(event) => onChange({ ...filter, query: event.currentTarget.value })}
        leftSection={<IconSearch size={17} aria-hidden />}
        rightSection={
          filter.query && (
            <CloseButton aria-label={t('users.clearQuery')} onClick={() => onChange({ ...filter, query: '' })} />
          )
        }
        autoComplete="off"
        style={{ flex: '1 1 16rem' }}
        maw={480}
      />
      <Select
        label={t('users.state')}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: state ?? '' })}
        data={[
          { value: '', label: t('users.stateAll') },
          { value: 'active', label: t('users.stateActive') },
          { value: 'inactive', label: t('users.stateInactive') },
        ]}
        allowDeselect={false}
        w={{ base: '100%', xs: 160 }}
      />
      <Select
        label={t('users.entry')}
        value={filter.notSeen}
        onChange={(notSeen) => onChange({ ...filter, notSeen: notSeen ?? '' })}
        data={[
          { value: '', label: t('users.stateAll') },
          { value: 'true', label: t('users.notSeen') },
        ]}
        allowDeselect={false}
        w={{ base: '100%', xs: 220 }}
      />
      <Select
        label={t('pins.title')}
        value={filter.pinned}
        onChange={(pinned) => onChange({ ...filter, pinned: pinned ?? '' })}
        data={[
          { value: '', label: t('users.stateAll') },
          { value: 'true', label: t('pins.withPins') },
        ]}
        allowDeselect={false}
        w={{ base: '100%', xs: 200 }}
      />
    </Group>
  );
}
