import { ActionIcon, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash, type Icon } from '@tabler/icons-react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import type { RowPart } from '../../../shared/settings-schema/row-parts.js';

interface StepActionsProps {
  readonly id: string;
  readonly index: number;
  readonly steps: readonly RowPart[];
  readonly onChange: (steps: readonly RowPart[]) => void;
}

/** Moves a step of the conversions, or removes it. The focus moves with the step. */
export function StepActions({ id, index, steps, onChange }: StepActionsProps) {
  const { t } = useTexts();
  const step = index + 1;
  const move = (by: 1 | -1) => {
    const [moved, other] = [steps[index], steps[index + by]];
    if (!moved || !other) return;
    onChange(steps.with(index, other).with(index + by, moved));
    const button = `${id.replace(/\d+$/, String(index + by))}-${by < 0 ? 'up' : 'down'}`;
    requestAnimationFrame(() => document.getElementById(button)?.focus());
  };
  return (
    <Group gap={0} wrap="nowrap">
      <StepAction
        id={`${id}-up`}
        label={t('mapping.moveStepUp', { step })}
        icon={IconArrowUp}
        isOff={index === 0}
        onClick={() => move(-1)}
      />
      <StepAction
        id={`${id}-down`}
        label={t('mapping.moveStepDown', { step })}
        icon={IconArrowDown}
        isOff={step === steps.length}
        onClick={() => move(1)}
      />
      <StepAction
        id={`${id}-remove`}
        label={t('mapping.removeStep', { step })}
        icon={IconTrash}
        onClick={() => onChange(steps.toSpliced(index, 1))}
      />
    </Group>
  );
}

interface StepActionProps {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}

/** It can have the focus even where it does nothing, so that the focus is not lost at the ends of the list. */
function StepAction({ id, label, icon: Picture, isOff = false, onClick }: StepActionProps) {
  return (
    <ActionIcon
      id={id}
      variant="subtle"
      color="gray"
      size={36}
      aria-label={label}
      aria-disabled={isOff}
      data-disabled={isOff || undefined}
      onClick={() => !isOff && onClick()}
    >
      <Picture size={18} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}
