import { Textarea, type TextareaProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';

interface FilterInputProps extends Omit<TextareaProps, 'value' | 'onChange'> {
  readonly value: string;
  readonly onChange: (filter: string) => void;
}

/** An LDAP filter: one line of text that is shown as a whole. Enter submits the form, as in other inputs. */
export function FilterInput({ value, onChange, ...props }: FilterInputProps) {
  return (
    <Textarea
      {...props}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/[\r\n]+/g, ''))}
      onKeyDown={submitOnEnter}
      autosize
      minRows={1}
      maxRows={6}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } }}
    />
  );
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
