import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import {
  type Condition,
  type Conditions,
  conditionsOf,
  filterOf,
  needsValue,
  type Operator,
  OPERATORS,
} from './conditions.js';

interface ConditionsInputProps {
  /** The filter, which may be typed elsewhere. */
  readonly filter: string;
  readonly onChange: (filter: string) => void;
  /** The attributes to offer. */
  readonly names: readonly string[];
}

const OPERATOR_TEXTS: Readonly<Record<Operator, TextKey>> = {
  is: 'setUp.operators.is',
  isNot: 'setUp.operators.isNot',
  startsWith: 'setUp.operators.startsWith',
  endsWith: 'setUp.operators.endsWith',
  contains: 'setUp.operators.contains',
  atLeast: 'setUp.operators.atLeast',
  atMost: 'setUp.operators.atMost',
  exists: 'setUp.operators.exists',
  isMissing: 'setUp.operators.isMissing',
};

const NEW: Condition = { attribute: '', operator: 'is', value: '' };

/** The filter as conditions. It is in step with the text: what conditions cannot express stays as it is typed. */
export function ConditionsInput({ filter, onChange, names }: ConditionsInputProps) {
  const { t } = useTexts();
  const element = useRef<HTMLDivElement>(null);
  /** With the conditions that are not complete yet, which the text does not have. */
  const [edited, setEdited] = useState<Conditions & { readonly filter: string }>();
  const shown = edited?.filter === filter ? edited : conditionsOf(filter);
  if (!shown) {
    return (
      <Text size="sm" role="status">
        {t('setUp.typedFilter')}
      </Text>
    );
  }
  const { conditions, join } = shown;
  const write = (changed: Conditions) => {
    const text = filterOf(changed);
    setEdited({ ...changed, filter: text });
    onChange(text);
  };
  const add = () => {
    write({ join, conditions: [...conditions, NEW] });
    requestAnimationFrame(() =>
      [...(element.current?.querySelectorAll<HTMLElement>('[data-condition] input') ?? [])].at(-2)?.focus(),
    );
  };
  return (
    <Stack gap="xs" ref={element} role="group" aria-label={t('setUp.conditions')}>
      {conditions.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t('setUp.join')}
          value={join}
          onChange={(chosen) => write({ conditions, join: chosen === 'any' ? 'any' : 'all' })}
          data={[
            { value: 'all', label: t('setUp.all') },
            { value: 'any', label: t('setUp.any') },
          ]}
          style={{ alignSelf: 'flex-start' }}
        />
      )}
      {conditions.map((condition, index) => (
        <ConditionRow
          // Conditions have no identity other than their position.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          condition={condition}
          position={index + 1}
          names={names}
          onChange={(changed) => write({ join, conditions: conditions.with(index, changed) })}
          onRemove={() => write({ join, conditions: conditions.toSpliced(index, 1) })}
        />
      ))}
      <Group>
        <Button variant="subtle" size="xs" px={8} leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('setUp.addCondition')}
        </Button>
      </Group>
    </Stack>
  );
}

interface ConditionRowProps {
  readonly condition: Condition;
  readonly position: number;
  readonly names: readonly string[];
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

function ConditionRow({ condition, position, names, onChange, onRemove }: ConditionRowProps) {
  const { t } = useTexts();
  const { attribute, operator, value } = condition;
  return (
    <Group gap="xs" data-condition>
      <Autocomplete
        aria-label={t('setUp.conditionAttribute', { position })}
        data={[...names]}
        limit={50}
        comboboxProps={{ withinPortal: false }}
        value={attribute}
        onChange={(changed) => onChange({ ...condition, attribute: changed })}
        autoCapitalize="none"
        autoComplete="off"
        style={{ flex: '1 1 10rem', maxWidth: '16rem' }}
      />
      <NativeSelect
        aria-label={t('setUp.conditionOperator', { position })}
        data={OPERATORS.map((each) => ({ value: each, label: t(OPERATOR_TEXTS[each]) }))}
        value={operator}
        onChange={(event) => onChange({ ...condition, operator: event.currentTarget.value as Operator })}
      />
      <TextInput
        aria-label={t('setUp.conditionValue', { position })}
        value={needsValue(operator) ? value : ''}
        disabled={!needsValue(operator)}
        onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
        autoCapitalize="none"
        autoComplete="off"
        style={{ flex: '1 1 10rem', maxWidth: '20rem' }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('setUp.removeCondition', { position })}
        onClick={onRemove}
      >
        <IconTrash size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
