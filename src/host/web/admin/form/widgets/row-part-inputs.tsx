import { Select, SimpleGrid } from '@mantine/core';
import { chosen, type PartSchema, type RowPart, withValue } from '../../../shared/settings-schema/row-parts.js';
import { RowPartInput } from './row-part-input.js';

interface RowPartInputsProps {
  readonly id: string;
  readonly part: PartSchema;
  /** Undefined: the first choice, with nothing else. */
  readonly value: RowPart | undefined;
  readonly errorAt: (name: string) => string | undefined;
  readonly onChange: (value: RowPart | undefined) => void;
}

/** The choice of a part, and the inputs that belong to it. */
export function RowPartInputs({ id, part, value, errorAt, onChange }: RowPartInputsProps) {
  const { selector, choices, namesOf, isRequired, schemaOf } = part;
  const choice = typeof value?.[selector] === 'string' ? value[selector] : (choices[0]?.value ?? '');
  const given = value ?? { [selector]: choice };
  const { title, description } = schemaOf(selector);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <Select
        id={`${id}-${selector}`}
        label={title}
        description={description}
        data={[...choices]}
        value={choice}
        allowDeselect={false}
        error={errorAt(selector)}
        onChange={(each) => each && onChange(chosen(part, given, each))}
      />
      {namesOf(choice).map((name) => (
        <RowPartInput
          key={name}
          id={`${id}-${name}`}
          schema={schemaOf(name)}
          value={given[name]}
          error={errorAt(name)}
          isRequired={isRequired(choice, name)}
          onChange={(each) => onChange(withValue(part, given, name, each))}
        />
      ))}
    </SimpleGrid>
  );
}
