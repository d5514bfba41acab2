import { Button, Group, Input, Text } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import type { FieldError } from '../../../shared/api/api-types.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';
import { nestSettings } from '../settings-by-path.js';
import { MappingRow } from './mapping-row.js';
import { type MappingRule, rulesIn, settingsOf, userFieldsOf } from '../../../shared/settings-schema/mapping-rule.js';
import classes from './mapping-widget.module.css';

/** A table of LDAP attributes and the user fields they fill. */
export function MappingWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const table = useRef<HTMLTableElement>(null);
  const rules = rulesIn(value);
  const fields = useMemo(() => userFieldsOf(schema), [schema]);
  const focusRow = (row: number) =>
    requestAnimationFrame(() =>
      table.current?.querySelectorAll<HTMLElement>('tbody tr[data-row]')[row]?.querySelector('input')?.focus(),
    );

  const write = (changed: readonly MappingRule[]) => onChange(settingsOf(changed));
  const add = () => {
    write([...rules, { attribute: '', field: '', required: false, further: {} }]);
    focusRow(rules.length);
  };
  const change = useCallbackRef((index: number, rule: MappingRule) => write(rules.with(index, rule)));
  const restore = useCallbackRef((index: number, rule: MappingRule) => {
    write(rules.toSpliced(index, 0, rule));
    focusRow(Math.min(index, rules.length));
  });
  const remove = useCallbackRef((index: number) => {
    const rule = rules[index];
    write(rules.toSpliced(index, 1));
    focusRow(Math.min(index, rules.length - 2));
    if (rule)
      registry.formContext.undo.offer(t('undo.rowRemoved', { attribute: rule.attribute }), () => restore(index, rule));
  });
  const settings = useCallbackRef(() => {
    const values = Object.entries(registry.formContext.values);
    return nestSettings(Object.fromEntries(values.filter(([path]) => OF_DIRECTORY.test(path))));
  });
  const { errors } = registry.formContext;
  const errorsByRow = useMemo(() => rowErrors(errors, name), [errors, name]);

  return (
    <Input.Wrapper
      label={label}
      description={schema.description}
      error={errorAt(registry.formContext, name)}
      labelElement="div"
    >
      <table id={id} className={classes.table} ref={table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('mapping.attribute')}</th>
            <th scope="col">{t('mapping.field')}</th>
            <th scope="col">{t('mapping.required')}</th>
            <th scope="col">
              <Text span fz="xs" className={classes.visuallyHidden}>
                {t('mapping.actions')}
              </Text>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <MappingRow
              // Rules have no identity other than their position.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              id={`${id}-${index}`}
              rule={rule}
              index={index}
              fields={fields}
              schema={schema}
              errors={errorsByRow.get(index) ?? NO_ERRORS}
              onChange={change}
              onRemove={remove}
              job={registry.formContext.job}
              settings={settings}
              evidence={registry.formContext.evidence}
            />
          ))}
        </tbody>
      </table>
      <Group mt="xs">
        <Button variant="subtle" size="xs" px={8} leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('mapping.add')}
        </Button>
      </Group>
    </Input.Wrapper>
  );
}

/** The settings that say where entries are. */
const OF_DIRECTORY = /^(?:dataPool|search)(?:\.|$)/;
const NO_ERRORS: readonly FieldError[] = [];

/** The errors by row, with paths below it. */
function rowErrors(errors: readonly FieldError[], name: string): ReadonlyMap<number, readonly FieldError[]> {
  const below = errors.filter(({ field }) => field.startsWith(`${name}.`));
  const parts = below.map((error) => {
    const [row = '', ...path] = error.field.slice(name.length + 1).split('.');
    return { row: Number(row), error: { ...error, field: path.join('.') } };
  });
  return new Map([...Map.groupBy(parts, ({ row }) => row)].map(([row, of]) => [row, of.map(({ error }) => error)]));
}
