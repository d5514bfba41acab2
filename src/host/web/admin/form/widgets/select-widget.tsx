import { Group, Radio } from '@mantine/core';
import { SearchableSelect } from '../../../shared/components/searchable-select.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

const MAX_RADIO_BUTTONS = 4;

/** Radio buttons for a few choices, a list for many. */
export function SelectWidget({ id, name, label, schema, value, options, onChange, registry }: SettingWidgetProps) {
  const choices = (options.enumOptions ?? []).map((option) => ({
    value: String(option.value),
    label: option.label,
  }));
  const shared = {
    label,
    description: schema.description,
    error: errorAt(registry.formContext, name),
    value: typeof value === 'string' ? value : null,
  };
  if (choices.length > MAX_RADIO_BUTTONS)
    return <SearchableSelect id={id} {...shared} data={choices} onChange={(choice) => onChange(choice)} />;
  return (
    <Radio.Group id={id} name={id} {...shared} onChange={(choice) => onChange(choice)}>
      <Group gap="lg" mt={8}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </Group>
    </Radio.Group>
  );
}
