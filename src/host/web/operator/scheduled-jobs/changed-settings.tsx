import { List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SettingChange } from '../../shared/api/api-types.js';
import { changedSettingsQuery } from '../../shared/api/jobs.js';
import { sessionQuery } from '../../shared/api/session.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Failure } from '../../shared/components/failure.js';
import { Loading } from '../../shared/components/loading.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { isSecretSetting, settingLines } from './setting-lines.js';

/** The settings that have changed since the last applied run, for administrators with the old and the new value. */
export function ChangedSettings({ job }: { readonly job: string }) {
  const settingName = useSettingName();
  const isAdministrator = useQuery(sessionQuery).data?.role === 'administrator';
  const changed = useQuery(changedSettingsQuery(job));
  const changes = changed.data?.changes ?? [];
  if (changed.isPending) return <Loading rows={2} />;
  if (changed.isError) return <Failure error={changed.error} retry={changed.refetch} />;
  if (isAdministrator && changes.length > 0) return <ValuesTable changes={changes} />;
  return (
    <List size="sm">
      {changes.map(({ field }) => (
        <List.Item key={field}>{settingName(field)}</List.Item>
      ))}
    </List>
  );
}

function ValuesTable({ changes }: { readonly changes: readonly SettingChange[] }) {
  const { t } = useTexts();
  const settingName = useSettingName();
  const textOf = useValueText();
  const columns: readonly Column<SettingChange>[] = [
    {
      key: 'setting',
      header: t('settingChanges.setting'),
      isName: true,
      width: '40%',
      cell: ({ field }) => settingName(field),
    },
    { key: 'before', header: t('settingChanges.before'), cell: ({ field, before }) => textOf(field, before) },
    { key: 'after', header: t('settingChanges.after'), cell: ({ field, after }) => textOf(field, after) },
  ];
  return (
    <DataTable caption={t('settingChanges.caption')} columns={columns} rows={changes} rowKey={({ field }) => field} />
  );
}

function useValueText(): (field: string, value: unknown) => string {
  const { t } = useTexts();
  return (field, value) => {
    if (isSecretSetting(field)) return t('conflict.changed');
    if (typeof value === 'boolean') return t(value ? 'conflict.on' : 'conflict.off');
    return settingLines(value).join(', ') || t('none');
  };
}

const ROW = 'mapping.';

function useSettingName(): (field: string) => string {
  const { t, lookUp } = useTexts();
  const fieldName = useFieldName();
  return (field) =>
    field.startsWith(ROW)
      ? t('settingChanges.row', {
          mapping: lookUp('settings', 'mapping.title', 'mapping'),
          field: fieldName(field.slice(ROW.length)),
        })
      : lookUp('settings', `${field}.title`, field);
}
