import { useMemo } from 'react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { SearchableSelect } from '../../../shared/components/searchable-select.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

export function TimeZoneWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const zones = timeZones();
  const selected = typeof value === 'string' && value !== '' ? value : null;
  const data = useMemo(
    () =>
      selected && !zones.some((zone) => zone.value === selected)
        ? [{ value: selected, label: selected }, ...zones]
        : zones,
    [selected, zones],
  );
  return (
    <SearchableSelect
      id={id}
      label={label}
      description={schema.description}
      error={errorAt(registry.formContext, name)}
      data={data}
      value={selected}
      onChange={(zone) => zone && onChange(zone)}
      maxDropdownHeight={280}
      nothingFoundMessage={t('form.noTimeZone')}
    />
  );
}

let cached: { value: string; label: string }[] | undefined;

/** Computed once, because four hundred offsets take noticeable time. */
function timeZones(): { value: string; label: string }[] {
  const names = new Set(['Etc/UTC', ...Intl.supportedValuesOf('timeZone')]);
  cached ??= [...names].map((zone) => ({ value: zone, label: `${zone.replaceAll('_', ' ')} (${offset(zone)})` }));
  return cached;
}

function offset(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date());
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 'UTC' : name.replace('GMT', 'UTC');
}
