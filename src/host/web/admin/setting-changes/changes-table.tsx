import { Stack, Text } from '@mantine/core';
import type { SettingChange } from '../../shared/api/api-types.js';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { ChangedValue } from './changed-value.js';
import { lossOf } from './loss-of.js';
import { useSettingName } from './use-setting-name.js';

interface ChangesTableProps {
  readonly changes: readonly SettingChange[];
  readonly definition: FormDefinition;
}

/** Settings that differ, with the old and the new value and what the change can do. */
export function ChangesTable({ changes, definition }: ChangesTableProps) {
  const { t } = useTexts();
  const nameOf = useSettingName(definition);
  const columns: readonly Column<SettingChange>[] = [
    {
      key: 'setting',
      header: t('settingChanges.setting'),
      isName: true,
      width: '40%',
      cell: (change) => <Setting name={nameOf(change.field)} loss={lossOf(change)} />,
    },
    {
      key: 'before',
      header: t('settingChanges.before'),
      cell: ({ field, before, after }) => (
        <ChangedValue field={field} value={before} other={after} definition={definition} />
      ),
    },
    {
      key: 'after',
      header: t('settingChanges.after'),
      cell: ({ field, before, after }) => (
        <ChangedValue field={field} value={after} other={before} definition={definition} />
      ),
    },
  ];
  return (
    <DataTable caption={t('settingChanges.caption')} columns={columns} rows={changes} rowKey={({ field }) => field} />
  );
}

function Setting({ name, loss }: { readonly name: string; readonly loss: TextKey | undefined }) {
  const { t } = useTexts();
  return (
    <Stack gap={2}>
      <span>{name}</span>
      {loss && (
        <Text size="xs" fw={400}>
          {t(loss)}
        </Text>
      )}
    </Stack>
  );
}
