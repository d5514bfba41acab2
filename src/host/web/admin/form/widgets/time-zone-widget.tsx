import { useMemo } from 'react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { SearchableSelect } from '../../../shared/components/searchable-select.js';
import { errorAt, type SettingWidgetProps } from '../form-facts.js';

export function TimeZoneWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const zones = timeZones();
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  const data = useMemo(
    () =>
      chosen && !zones.some((zone) => zone.value === chosen) ? [{ value: chosen, label: chosen }, ...zones] : zones,
    [chosen, zones],
  );
  return (
    <SearchableSelect
      id={id}
      label={label}
      description={schema.description}
      error={errorAt(registry.formContext, name)}
      data={data}
      value={chosen}
      onChange={(zone) => zone && onChange(zone)}
      maxDropdownHeight={280}
      nothingFoundMessage={t('form.noTimeZone')}
    />
  );
}

let known: { value: string; label: string }[] | undefined;

/** Named once: finding four hundred offsets takes a while. */
function timeZones(): { value: string; label: string }[] {
  const names = new Set(['Etc/UTC', ...Intl.supportedValuesOf('timeZone')]);
  known ??= [...names].map((zone) => ({ value: zone, label: `${zone.replaceAll('_', ' ')} (${offset(zone)})` }));
  return known;
}

function offset(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date());
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 'UTC' : name.replace('GMT', 'UTC');
}
