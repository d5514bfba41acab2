import { FilterInput } from '../filter-input.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

export function FilterWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  return (
    <FilterInput
      id={id}
      label={label}
      description={schema.description}
      error={errorAt(registry.formContext, name)}
      value={typeof value === 'string' ? value : ''}
      onChange={onChange}
    />
  );
}
