import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ConflictChoice, ConflictRow, ConflictsFilter, ConflictsFound } from '../../shared/api/conflicts.js';
import { MAX_SELECTED, toggledAll } from '../../shared/components/selection.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CHOICES } from './choice-looks.js';
import { canDecide, commonChoices, isDecidedAlone, kindBeyond } from './conflicts-view.js';
import type { DecidedConflicts } from './decide-form.js';

interface ConflictsSelectionProps {
  readonly filter: ConflictsFilter;
  readonly found: ConflictsFound;
  readonly conflicts: readonly ConflictRow[];
  /** IDs of conflicts. */
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onDecide: (choice: ConflictChoice, decided: DecidedConflicts) => void;
}

/** Selects all conflicts that are shown, or all of a kind, and decides about them. */
export function ConflictsSelection({
  filter,
  found,
  conflicts,
  selected,
  onSelect,
  onDecide,
}: ConflictsSelectionProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const [wholeKind, setWholeKind] = useState('');
  const decidable = conflicts.filter(canDecide);
  if (decidable.length === 0) return null;

  const chosen = decidable.filter(({ id }) => selected.has(id));
  const alike = decidable.filter((conflict) => !isDecidedAlone(conflict));
  const areAll = alike.length > 0 && alike.slice(0, MAX_SELECTED).every(({ id }) => selected.has(id));
  const beyond = areAll ? kindBeyond(filter, found, conflicts.length) : undefined;
  const kind = beyond?.code === wholeKind ? beyond : undefined;
  const count = kind?.conflicts ?? chosen.length;
  const toggleAll = () => {
    setWholeKind('');
    onSelect(
      toggledAll(
        selected,
        alike.map(({ id }) => id),
      ),
    );
  };
  return (
    <Group gap="md" mih={36}>
      <Checkbox
        label={t('conflicts.selectShown', { count: alike.length, shown: number(alike.length) })}
        description={alike.length < decidable.length && t('conflicts.selectAlike')}
        disabled={alike.length === 0}
        checked={areAll}
        indeterminate={chosen.length > 0 && !areAll}
        onChange={toggleAll}
      />
      <Text size="sm" c="dimmed" role="status">
        {count > 0 && t('conflicts.selected', { count, shown: number(count) })}
        {!kind && chosen.length >= MAX_SELECTED && ` ${t('revert.mostSelected')}`}
      </Text>
      {beyond && !kind && (
        <Button size="compact-sm" variant="subtle" onClick={() => setWholeKind(beyond.code)}>
          {t('conflicts.selectKind', { shown: number(beyond.conflicts) })}
        </Button>
      )}
      <Group gap="sm">
        {(kind?.choices ?? commonChoices(chosen)).map((choice) => (
          <ChoiceButton
            key={choice}
            choice={choice}
            count={count}
            onClick={() => onDecide(choice, { conflicts: chosen, kind })}
          />
        ))}
      </Group>
    </Group>
  );
}

interface ChoiceButtonProps {
  readonly choice: ConflictChoice;
  readonly count: number;
  readonly onClick: () => void;
}

function ChoiceButton({ choice, count, onClick }: ChoiceButtonProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const { label, icon: Picture } = CHOICES[choice];
  return (
    <Button variant="default" leftSection={<Picture size={16} aria-hidden />} onClick={onClick}>
      {t('conflicts.choiceOf', { choice: t(label), of: number(count) })}
    </Button>
  );
}
