import { NumberInput } from '@mantine/core';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

/** Accepts any number. The host checks the limits and explains them. */
export function NumberWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  return (
    <NumberInput
      id={id}
      label={label}
      description={schema.description}
      error={errorAt(registry.formContext, name)}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      onChange={(typed) => onChange(typed === '' ? null : typed)}
      allowDecimal={schema.type !== 'integer'}
      clampBehavior="none"
      hideControls
    />
  );
}
