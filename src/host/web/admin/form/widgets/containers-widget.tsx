import { Group, Input, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { type ClipboardEvent, useRef } from 'react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { choiceOf, type Statement, statementsIn } from '../../../shared/settings-schema/statements.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';
import { AddLine, RemoveLine } from './line-buttons.js';

const MONOSPACE = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } };

/** Containers by their DN, each with a choice: how deep it is searched, or whether it is left out. */
export function ContainersWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const choice = choiceOf(schema);
  const statements = statementsIn(value);
  const { formContext: context } = registry;
  const focusLine = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[index]?.focus());
  const added = (dn: string): Statement => ({ dn, [choice.name]: choice.options[0]?.value ?? '' });

  const restore = useCallbackRef((index: number, statement: Statement) => {
    onChange(statements.toSpliced(index, 0, statement));
    focusLine(Math.min(index, statements.length));
  });
  const remove = (index: number, statement: Statement) => {
    onChange(statements.toSpliced(index, 1));
    focusLine(Math.max(0, index - 1));
    if (statement.dn)
      context.undo.offer(t('undo.lineRemoved', { line: statement.dn }), () => restore(index, statement));
  };
  const add = () => {
    onChange([...statements, added('')]);
    focusLine(statements.length);
  };
  /** Another DN is another container, so the stable id is not its own. */
  const rename = (index: number, { stableId: _of, ...statement }: Statement, dn: string) =>
    onChange(statements.with(index, { ...statement, dn }));
  const paste = (event: ClipboardEvent, index: number) => {
    const lines = event.clipboardData
      .getData('text')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
    if (lines.length < 2) return;
    event.preventDefault();
    onChange(statements.toSpliced(index, statements[index]?.dn ? 0 : 1, ...lines.map((line) => added(line.trim()))));
  };

  return (
    <Input.Wrapper label={label} description={schema.description} error={errorAt(context, name)} labelElement="div">
      <Stack gap="xs" mt={6} ref={list} role="group" aria-label={label} id={id}>
        {statements.map((statement, index) => (
          // Statements have no identity other than their position.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={index} gap="xs" align="flex-start">
            <TextInput
              id={`${id}-${index}-dn`}
              aria-label={t('form.line', { label, position: index + 1 })}
              error={errorAt(context, `${name}.${index}.dn`) ?? errorAt(context, `${name}.${index}`)}
              value={statement.dn}
              onChange={(event) => rename(index, statement, event.currentTarget.value)}
              onPaste={(event) => paste(event, index)}
              autoCapitalize="none"
              autoComplete="off"
              style={{ flex: '1 1 16rem' }}
              styles={MONOSPACE}
            />
            <NativeSelect
              id={`${id}-${index}-${choice.name}`}
              aria-label={t('form.choiceOfLine', { label, choice: choice.title, position: index + 1 })}
              data={choice.options}
              value={statement[choice.name] ?? ''}
              onChange={(event) =>
                onChange(statements.with(index, { ...statement, [choice.name]: event.currentTarget.value }))
              }
            />
            <RemoveLine label={label} index={index} onClick={() => remove(index, statement)} />
          </Group>
        ))}
        <AddLine onClick={add} />
      </Stack>
    </Input.Wrapper>
  );
}
