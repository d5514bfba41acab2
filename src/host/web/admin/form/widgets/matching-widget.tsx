import { ActionIcon, Group, Input, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { SearchableSelect } from '../../../shared/components/searchable-select.js';
import { useFieldName } from '../../../shared/components/use-field-name.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { isRecord } from '../../../shared/settings-schema/is-record.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

/** A list of different fields in the administrator's order. Each can be moved and removed, with the keyboard as well. */
export function MatchingWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const list = useRef<HTMLDivElement>(null);
  const context = registry.formContext;
  const fields = fieldsIn(value);
  const unused = fieldsOf(schema.items).filter((field) => !fields.includes(field));

  const move = (index: number, to: number) => {
    onChange(fields.toSpliced(index, 1).toSpliced(to, 0, fields[index] ?? ''));
    requestAnimationFrame(() => focusButton(list.current, to, to < index ? 'up' : 'down'));
  };
  const remove = (index: number) => {
    const field = fields[index] ?? '';
    onChange(fields.toSpliced(index, 1));
    context.undo.offer(t('undo.itemRemoved', { item: fieldName(field) }), () => onChange(fields));
    requestAnimationFrame(() => focusButton(list.current, Math.min(index, fields.length - 2), 'remove'));
  };

  return (
    <Input.Wrapper label={label} description={schema.description} error={errorAt(context, name)} labelElement="div">
      {fields.length === 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('form.noMatching')}
        </Text>
      )}
      <Stack role="list" gap={4} mt={6} ref={list} id={id} tabIndex={-1} aria-label={label}>
        {fields.map((field, index) => (
          <Group role="listitem" key={field} gap="xs" wrap="nowrap">
            <Text size="sm" style={{ flex: 1 }}>
              {t('form.line', { label: `${index + 1}.`, position: fieldName(field) })}
            </Text>
            <MoveButton
              action="up"
              label={t('form.moveUp', { item: fieldName(field) })}
              isDisabled={index === 0}
              onClick={() => move(index, index - 1)}
            />
            <MoveButton
              action="down"
              label={t('form.moveDown', { item: fieldName(field) })}
              isDisabled={index === fields.length - 1}
              onClick={() => move(index, index + 1)}
            />
            <MoveButton
              action="remove"
              label={t('form.removeItem', { item: fieldName(field) })}
              onClick={() => remove(index)}
            />
            {errorAt(context, `${name}.${index}`) && <Input.Error>{errorAt(context, `${name}.${index}`)}</Input.Error>}
          </Group>
        ))}
      </Stack>
      {unused.length > 0 && (
        <SearchableSelect
          mt="xs"
          maw={320}
          aria-label={t('form.addItem')}
          placeholder={t('form.addItem')}
          data={unused.map((field) => ({ value: field, label: fieldName(field) }))}
          value={null}
          onChange={(field) => field && onChange([...fields, field])}
        />
      )}
    </Input.Wrapper>
  );
}

const ICONS = { up: IconArrowUp, down: IconArrowDown, remove: IconTrash } as const;
type Action = keyof typeof ICONS;

interface MoveButtonProps {
  readonly action: Action;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

/** Stays in the tab order when it can do nothing, so that the focus is not lost at the end of the list. */
function MoveButton({ action, label, isDisabled = false, onClick }: MoveButtonProps) {
  const Icon = ICONS[action];
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={label}
      aria-disabled={isDisabled}
      data-disabled={isDisabled || undefined}
      data-action={action}
      onClick={() => !isDisabled && onClick()}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}

function focusButton(list: HTMLElement | null, index: number, action: Action): void {
  const button = list?.children[index]?.querySelector<HTMLElement>(`[data-action="${action}"]`);
  (button ?? list)?.focus();
}

/** Reads the fields defensively, because settings edited outside the form can have any shape. */
function fieldsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((field): field is string => typeof field === 'string') : [];
}

/** The fields that the schema allows. */
function fieldsOf(items: unknown): readonly string[] {
  return isRecord(items) ? fieldsIn(items['enum']) : [];
}
