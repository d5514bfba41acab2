import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';

interface UserFieldInputProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A line, or several if the value has several: a line would drop the line breaks. */
export function UserFieldInput({ label, value, error, onChange }: UserFieldInputProps) {
  const [isLong] = useState(() => value.includes('\n'));
  const Input = isLong ? Textarea : TextInput;
  return (
    <Input
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      autoComplete="off"
    />
  );
}
