import { Group, Input, Stack, TextInput } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { useRef } from 'react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';
import { AddLine, RemoveLine } from './line-buttons.js';

/** A list of texts with one input each, so that an error is shown at the line it belongs to. */
export function LinesWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const lines = linesIn(value);
  const context = registry.formContext;
  const focusLine = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[index]?.focus());

  const restore = useCallbackRef((index: number, line: string) => {
    onChange(lines.toSpliced(index, 0, line));
    focusLine(Math.min(index, lines.length));
  });
  const remove = (index: number) => {
    const line = lines[index] ?? '';
    onChange(lines.toSpliced(index, 1));
    focusLine(Math.max(0, index - 1));
    if (line !== '') registry.formContext.undo.offer(t('undo.lineRemoved', { line }), () => restore(index, line));
  };
  const add = () => {
    onChange([...lines, '']);
    focusLine(lines.length);
  };

  return (
    <Input.Wrapper label={label} description={schema.description} error={errorAt(context, name)} labelElement="div">
      <Stack gap="xs" mt={6} ref={list} role="group" aria-label={label}>
        {lines.map((line, index) => (
          // Lines have no identity other than their position.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput
              id={index === 0 ? id : `${id}-${index}`}
              aria-label={t('form.line', { label, position: index + 1 })}
              error={errorAt(context, `${name}.${index}`)}
              aria-invalid={index === 0 && errorAt(context, name) ? true : undefined}
              value={line}
              onChange={(event) => onChange(lines.with(index, event.currentTarget.value))}
              autoCapitalize="none"
              autoComplete="off"
              style={{ flex: 1 }}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } }}
            />
            {lines.length > 1 && <RemoveLine label={label} index={index} onClick={() => remove(index)} />}
          </Group>
        ))}
        <AddLine onClick={add} />
      </Stack>
    </Input.Wrapper>
  );
}

/** Reads the lines defensively, because settings edited outside the form can have any shape. Never empty. */
function linesIn(value: unknown): string[] {
  const lines = Array.isArray(value) ? value.map((line: unknown) => (typeof line === 'string' ? line : '')) : [];
  return lines.length > 0 ? lines : [''];
}
