import type { SettingChange } from '../api/api-types.js';
import type { FormDefinition } from '../api/jobs.js';
import { type Column, DataTable } from '../components/data-table.js';
import { useTexts } from '../i18n/use-texts.js';
import { ChangedValue } from './changed-value.js';
import { ChangedName } from './changed-name.js';

interface ChangesTableProps {
  readonly changes: readonly SettingChange[];
  readonly definition: FormDefinition;
}

/** Settings that differ, with the old and the new value and what the change can do. */
export function ChangesTable({ changes, definition }: ChangesTableProps) {
  const { t } = useTexts();
  const columns: readonly Column<SettingChange>[] = [
    {
      key: 'setting',
      header: t('settingChanges.setting'),
      isName: true,
      width: '40%',
      cell: (change) => <ChangedName change={change} definition={definition} />,
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
