import { ActionIcon, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import type { RJSFSchema } from '@rjsf/utils';
import { IconAdjustmentsHorizontal, IconTrash } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { FieldError, SettingsRecord } from '../../../shared/api/api-types.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { SearchableSelect } from '../../../shared/components/searchable-select.js';
import { isRecord } from '../../../shared/settings-schema/is-record.js';
import { ADDITIONAL_PREFIX, type MappingRule } from '../../../shared/settings-schema/mapping-rule.js';
import { partSchema, rowPartSchema } from '../../../shared/settings-schema/row-parts.js';
import type { MappingEvidence } from '../mapping-evidence.js';
import { AttributeInput } from './attribute-input.js';
import { MappingRowDetails, readsAttribute } from './mapping-row-details.js';
import classes from './mapping-widget.module.css';

interface MappingRowProps {
  readonly id: string;
  readonly rule: MappingRule;
  readonly index: number;
  readonly fields: readonly string[];
  /** Of the mapping. */
  readonly schema: RJSFSchema;
  /** Those of the row, with paths below it. The same list as long as none changes. */
  readonly errors: readonly FieldError[];
  readonly onChange: (index: number, rule: MappingRule) => void;
  readonly onRemove: (index: number) => void;
  readonly job: string;
  /** Returns the values of the form that say where entries are. The same function as long as the form is shown. */
  readonly settings: () => SettingsRecord;
  readonly evidence: MappingEvidence | undefined;
}

/** Memoized: there are many rows, and every keystroke renders the form. */
export const MappingRow = memo(function MappingRow(props: MappingRowProps) {
  const { id, rule, index, fields, schema, errors, onChange, onRemove, job, settings, evidence } = props;
  const { t, lookUp } = useTexts();
  const position = index + 1;
  const errorAt = (path: string) => errors.find(({ field }) => field === path)?.message;
  const [isOpen, setOpen] = useState(false);
  const hasErrors = errors.some(({ field }) => field !== 'attribute' && field !== 'field');
  const isShown = isOpen || hasErrors;
  const hasParts = Object.keys(rule.further).length > 0;
  const isAdditional = rule.field.startsWith(ADDITIONAL_PREFIX);
  const selected = isAdditional ? ADDITIONAL_PREFIX : rule.field || null;
  const choices = [
    ...fields.map((field) => ({ value: field, label: lookUp('fields', field, field) })),
    { value: ADDITIONAL_PREFIX, label: t('mapping.additional') },
  ];

  return (
    <>
      <tr data-row={index}>
        <td data-label={t('mapping.attribute')}>
          <AttributeInput
            id={`${id}-attribute`}
            label={t('mapping.attributeAt', { position })}
            value={rule.attribute}
            error={errorAt('attribute')}
            disabled={!readsAttribute(rule.further['source']) && rule.attribute === ''}
            placeholder={sourceText(rule, schema)}
            onChange={(attribute) => onChange(index, { ...rule, attribute })}
            evidence={evidence}
          />
        </td>
        <td data-label={t('mapping.field')}>
          <Stack gap={6}>
            <SearchableSelect
              id={`${id}-${isAdditional ? 'place' : 'field'}`}
              aria-label={t('mapping.fieldAt', { position })}
              data={choices}
              value={selected}
              error={isAdditional ? undefined : errorAt('field')}
              onChange={(field) => field && onChange(index, { ...rule, field })}
              placeholder={t('mapping.choose')}
            />
            {isAdditional && (
              <TextInput
                id={`${id}-field`}
                aria-label={t('mapping.additionalAt', { position })}
                placeholder={t('mapping.additionalName')}
                value={rule.field.slice(ADDITIONAL_PREFIX.length)}
                error={errorAt('field')}
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
          <Group gap={0} wrap="nowrap">
            <ActionIcon
              variant={hasParts ? 'light' : 'subtle'}
              color={hasParts ? undefined : 'gray'}
              size={36}
              aria-label={t(hasParts ? 'mapping.changedDetails' : 'mapping.details', { position })}
              aria-expanded={isShown}
              aria-controls={`${id}-details`}
              onClick={() => setOpen(!isShown)}
            >
              <IconAdjustmentsHorizontal size={18} stroke={1.7} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('mapping.remove', { position, attribute: rule.attribute })}
              onClick={() => onRemove(index)}
            >
              <IconTrash size={18} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Group>
        </td>
      </tr>
      {isShown && (
        <tr id={`${id}-details`} className={classes.details}>
          <td colSpan={4}>
            <div role="group" aria-label={t('mapping.details', { position })}>
              <MappingRowDetails
                id={id}
                rule={rule}
                schema={schema}
                errorAt={errorAt}
                onChange={(changed) => onChange(index, changed)}
                job={job}
                settings={settings}
              />
            </div>
          </td>
        </tr>
      )}
    </>
  );
}, isSame);

/** What stands in place of an attribute: the text of the source, or its name. */
function sourceText({ further }: MappingRule, schema: RJSFSchema): string | undefined {
  const { source } = further;
  if (!isRecord(source)) return undefined;
  if (typeof source['text'] === 'string') return source['text'];
  const part = partSchema(rowPartSchema(schema, 'source'));
  return part?.choices.find(({ value }) => value === source['kind'])?.label;
}

function isSame({ rule: one, ...before }: MappingRowProps, { rule: other, ...after }: MappingRowProps): boolean {
  return (
    JSON.stringify(one) === JSON.stringify(other) &&
    Object.entries(before).every(([name, value]) => after[name as keyof typeof after] === value)
  );
}
