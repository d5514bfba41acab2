import { ActionIcon, Checkbox, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { SearchableSelect } from '../../../shared/components/searchable-select.js';
import { ADDITIONAL_PREFIX, type MappingRule } from '../../../shared/settings-schema/mapping-rule.js';
import classes from './mapping-widget.module.css';

interface MappingRowProps {
  readonly id: string;
  readonly rule: MappingRule;
  readonly index: number;
  readonly fields: readonly string[];
  readonly attributeError: string | undefined;
  readonly fieldError: string | undefined;
  readonly onChange: (index: number, rule: MappingRule) => void;
  readonly onRemove: (index: number) => void;
}

/** Memoized: there are many rows, and every keystroke renders the form. */
export const MappingRow = memo(function MappingRow(props: MappingRowProps) {
  const { id, rule, index, fields, attributeError, fieldError, onChange, onRemove } = props;
  const { t, lookUp } = useTexts();
  const position = index + 1;
  const isAdditional = rule.field.startsWith(ADDITIONAL_PREFIX);
  const selected = isAdditional ? ADDITIONAL_PREFIX : rule.field || null;
  const choices = [
    ...fields.map((field) => ({ value: field, label: lookUp('fields', field, field) })),
    { value: ADDITIONAL_PREFIX, label: t('mapping.additional') },
  ];

  return (
    <tr>
      <td data-label={t('mapping.attribute')}>
        <TextInput
          id={`${id}-attribute`}
          aria-label={t('mapping.attributeAt', { position })}
          value={rule.attribute}
          error={attributeError}
          onChange={(event) => onChange(index, { ...rule, attribute: event.currentTarget.value })}
          autoCapitalize="none"
          autoComplete="off"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } }}
        />
      </td>
      <td data-label={t('mapping.field')}>
        <Stack gap={6}>
          <SearchableSelect
            id={`${id}-${isAdditional ? 'place' : 'field'}`}
            aria-label={t('mapping.fieldAt', { position })}
            data={choices}
            value={selected}
            error={isAdditional ? undefined : fieldError}
            onChange={(field) => field && onChange(index, { ...rule, field })}
            placeholder={t('mapping.choose')}
          />
          {isAdditional && (
            <TextInput
              id={`${id}-field`}
              aria-label={t('mapping.additionalAt', { position })}
              placeholder={t('mapping.additionalName')}
              value={rule.field.slice(ADDITIONAL_PREFIX.length)}
              error={fieldError}
              onChange={(event) => onChange(index, { ...rule, field: ADDITIONAL_PREFIX + event.currentTarget.value })}
              autoComplete="off"
            />
          )}
        </Stack>
      </td>
      <td data-label={t('mapping.required')} className={classes.check}>
        <Checkbox
          aria-label={t('mapping.requiredAt', { position })}
          checked={rule.required}
          onChange={(event) => onChange(index, { ...rule, required: event.currentTarget.checked })}
        />
      </td>
      <td className={classes.action}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('mapping.remove', { position, attribute: rule.attribute })}
          onClick={() => onRemove(index)}
        >
          <IconTrash size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </td>
    </tr>
  );
}, isSame);

function isSame({ rule: one, ...before }: MappingRowProps, { rule: other, ...after }: MappingRowProps): boolean {
  return (
    JSON.stringify(one) === JSON.stringify(other) &&
    Object.entries(before).every(([name, value]) => after[name as keyof typeof after] === value)
  );
}
