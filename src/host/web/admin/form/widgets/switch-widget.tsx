import { Switch } from '@mantine/core';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

export function SwitchWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  return (
    <Switch
      id={id}
      label={label}
      description={schema.description}
      error={errorAt(registry.formContext, name)}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
      size="md"
      styles={{ label: { fontWeight: 550 } }}
    />
  );
}
