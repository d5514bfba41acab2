import { TextInput } from '@mantine/core';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

export function TextWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  return (
    <TextInput
      id={id}
      label={label}
      description={schema.description}
      error={errorAt(registry.formContext, name)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoCapitalize="none"
      autoComplete="off"
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } }}
    />
  );
}
