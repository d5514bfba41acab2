import { ActionIcon, Checkbox, Select, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { FURTHER, type MappingRule } from './mapping-rule.js';
import classes from './mapping-widget.module.css';

interface MappingRowProps {
  readonly rule: MappingRule;
  readonly position: number;
  readonly fields: readonly string[];
  readonly errorOf: (part: keyof MappingRule) => string | undefined;
  readonly onChange: (rule: MappingRule) => void;
  readonly onRemove: () => void;
}

export function MappingRow({ rule, position, fields, errorOf, onChange, onRemove }: MappingRowProps) {
  const { t, other } = useTexts();
  const isFurther = rule.field.startsWith(FURTHER);
  const chosen = isFurther ? FURTHER : rule.field || null;
  const choices = [
    ...fields.map((field) => ({ value: field, label: other('fields', field, field) })),
    { value: FURTHER, label: t('mapping.further') },
  ];

  return (
    <tr>
      <td data-label={t('mapping.attribute')}>
        <TextInput
          aria-label={t('mapping.attributeAt', { position })}
          value={rule.attribute}
          error={errorOf('attribute')}
          onChange={(event) => onChange({ ...rule, attribute: event.currentTarget.value })}
          autoCapitalize="none"
          autoComplete="off"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } }}
        />
      </td>
      <td data-label={t('mapping.field')}>
        <Stack gap={6}>
          <Select
            aria-label={t('mapping.fieldAt', { position })}
            data={choices}
            value={chosen}
            error={isFurther ? undefined : errorOf('field')}
            onChange={(field) => field && onChange({ ...rule, field })}
            placeholder={t('mapping.choose')}
            searchable
            selectFirstOptionOnChange
            allowDeselect={false}
          />
          {isFurther && (
            <TextInput
              aria-label={t('mapping.furtherAt', { position })}
              placeholder={t('mapping.furtherName')}
              value={rule.field.slice(FURTHER.length)}
              error={errorOf('field')}
              onChange={(event) => onChange({ ...rule, field: FURTHER + event.currentTarget.value })}
              autoComplete="off"
            />
          )}
        </Stack>
      </td>
      <td data-label={t('mapping.required')} className={classes.check}>
        <Checkbox
          aria-label={t('mapping.requiredAt', { position })}
          checked={rule.required}
          onChange={(event) => onChange({ ...rule, required: event.currentTarget.checked })}
        />
      </td>
      <td className={classes.action}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('mapping.remove', { position, attribute: rule.attribute })}
          onClick={onRemove}
        >
          <IconTrash size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </td>
    </tr>
  );
}
