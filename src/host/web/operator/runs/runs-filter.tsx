import { Group, Select } from '@mantine/core';
import { STATUSES, useStatusText } from '../../shared/components/status-badge.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

export interface RunsFilterValue {
  /** Empty: all. */
  readonly mode: string;
  readonly status: string;
  readonly scope: string;
}

interface RunsFilterProps {
  readonly filter: RunsFilterValue;
  readonly onChange: (filter: RunsFilterValue) => void;
}

/** Chooses runs or plans, a status, and whom they are for. */
export function RunsFilter({ filter, onChange }: RunsFilterProps) {
  const { t } = useTexts();
  const statusText = useStatusText();
  return (
    <Group role="search" aria-label={t('runs.filter')} align="flex-end" gap="md">
      <Select
        label={t('runs.kind')}
        value={filter.mode}
        onChange={(mode) => onChange({ ...filter, mode: mode ?? '' })}
        data={[
          { value: '', label: t('runs.kindAll') },
          { value: 'apply', label: t('runs.kindRuns') },
          { value: 'plan', label: t('runs.kindPlans') },
        ]}
        allowDeselect={false}
        w={{ base: '100%', xs: 200 }}
      />
      <Select
        label={t('jobs.status')}
        value={filter.status}
        onChange={(status) => onChange({ ...filter, status: status ?? '' })}
        data={[
          { value: '', label: t('runs.statusAll') },
          ...STATUSES.map((status) => ({
            value: status,
            label: statusText(status, filter.mode === 'plan' ? 'plan' : 'apply'),
          })),
        ]}
        allowDeselect={false}
        w={{ base: '100%', xs: 240 }}
      />
      <Select
        label={t('runs.scope')}
        value={filter.scope}
        onChange={(scope) => onChange({ ...filter, scope: scope ?? '' })}
        data={[
          { value: '', label: t('runs.scopeAll') },
          { value: 'everyone', label: t('runs.scopeEveryone') },
          { value: 'person', label: t('runs.scopePerson') },
        ]}
        allowDeselect={false}
        w={{ base: '100%', xs: 200 }}
      />
    </Group>
  );
}
