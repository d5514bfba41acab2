import { Button, Stack, Text } from '@mantine/core';
import type { ConflictChoice, ConflictRow } from '../../shared/api/conflicts.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { firstValueOf } from '../changes/first-value-of.js';
import { CHOICES } from './choice-looks.js';
import { canDecide } from './conflicts-view.js';

interface ConflictChoicesProps {
  readonly conflict: ConflictRow;
  readonly onDecide: (choice: ConflictChoice, conflict: ConflictRow) => void;
}

/** What can be decided about a conflict, or what else has to be done. */
export function ConflictChoices({ conflict, onDecide }: ConflictChoicesProps) {
  const { t } = useTexts();
  if (!canDecide(conflict)) return <Text inherit>{conflict.remedy}</Text>;
  const name = firstValueOf(conflict.dn);
  return (
    <Stack gap={6} align="flex-start">
      {conflict.choices.map((choice) => (
        <Button
          key={choice}
          size="compact-sm"
          variant="light"
          h="auto"
          py={4}
          styles={{ label: { whiteSpace: 'normal', textAlign: 'left', lineHeight: 1.35, height: 'auto' } }}
          aria-label={t('conflicts.choiceOf', { choice: t(CHOICES[choice].label), of: name })}
          onClick={() => onDecide(choice, conflict)}
        >
          {t(CHOICES[choice].label)}
        </Button>
      ))}
    </Stack>
  );
}
