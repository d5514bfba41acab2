import { CloseButton, Group, NativeSelect, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { AuditFilter } from '../../shared/api/audit.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useEventOptions } from './use-event-texts.js';

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const { t } = useTexts();
  const eventOptions = useEventOptions();
  const change = (name: keyof AuditFilter) => (value: string | null) => onChange({ ...filter, [name]: value ?? '' });
  return (
    <Group role="search" aria-label={t('audit.search')} align="flex-end" gap="md">
      <TextInput
        label={t('audit.who')}
        value={filter.who}
        onChange={(event) => change('who')(event.currentTarget.value)}
        leftSection={<IconSearch size={17} aria-hidden />}
        rightSection={filter.who && <CloseButton aria-label={t('audit.clearWho')} onClick={() => change('who')('')} />}
        autoComplete="off"
        style={{ flex: '1 1 11rem' }}
      />
      <NativeSelect
        label={t('audit.what')}
        value={filter.what}
        onChange={(event) => change('what')(event.currentTarget.value)}
        data={eventOptions}
        style={{ flex: '1 1 14rem' }}
      />
      <Select
        label={t('audit.outcome')}
        value={filter.outcome}
        onChange={change('outcome')}
        data={[
          { value: '', label: t('audit.all') },
          { value: 'done', label: t('audit.outcomes.done') },
          { value: 'refused', label: t('audit.outcomes.refused') },
          { value: 'failed', label: t('audit.outcomes.failed') },
        ]}
        allowDeselect={false}
        style={{ flex: '1 1 8rem' }}
      />
      {(['from', 'to'] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={t(`audit.${name}`)}
          value={filter[name]}
          onChange={(event) => change(name)(event.currentTarget.value)}
          style={{ flex: '1 1 9rem' }}
        />
      ))}
    </Group>
  );
}
