import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { RJSFSchema } from '@rjsf/utils';
import { choicesOf } from '../../../shared/settings-schema/row-parts.js';

interface RowPartInputProps {
  readonly id: string;
  readonly schema: RJSFSchema;
  readonly value: unknown;
  readonly error: string | undefined;
  /** If false, the first choice applies while nothing is chosen. @default false */
  readonly isRequired?: boolean;
  /** `undefined` for an empty input. */
  readonly onChange: (value: unknown) => void;
}

/** The input that the schema of a value asks for: choices, a number, a list with one text per line, or a text. A long text is one line that wraps. */
export function RowPartInput({ id, schema, value, error, isRequired = false, onChange }: RowPartInputProps) {
  const shared = { id, label: schema.title, description: schema.description, error };
  const text = typeof value === 'string' ? value : '';
  if (schema.oneOf) {
    const choices = choicesOf(schema);
    return (
      <Select
        {...shared}
        data={choices}
        value={text || (isRequired ? null : (choices[0]?.value ?? null))}
        allowDeselect={false}
        onChange={(each) => onChange(isRequired || each !== choices[0]?.value ? (each ?? undefined) : undefined)}
      />
    );
  }
  if (schema.type === 'number' || schema.type === 'integer')
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        onChange={(typed) => onChange(typed === '' ? undefined : Number(typed))}
        allowDecimal={false}
        clampBehavior="none"
        hideControls
      />
    );
  if (schema.type === 'array')
    return (
      <Textarea
        {...shared}
        value={Array.isArray(value) ? value.join('\n') : ''}
        onChange={(event) => onChange(linesOf(event.currentTarget.value))}
        autosize
        autoCapitalize="none"
        autoComplete="off"
        styles={MONOSPACE}
      />
    );
  if ((schema.maxLength ?? 0) >= LONG)
    return (
      <Textarea
        {...shared}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))}
        autosize
        autoCapitalize="none"
        autoComplete="off"
        styles={MONOSPACE}
      />
    );
  return (
    <TextInput
      {...shared}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoCapitalize="none"
      autoComplete="off"
      styles={MONOSPACE}
    />
  );
}

/** Characters from which a text is given more than one line. */
const LONG = 1_000;

const MONOSPACE = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } };

/** An empty line at the end is being typed. */
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}
