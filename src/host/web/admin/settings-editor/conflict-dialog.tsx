import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Dialog } from '../../shared/components/dialog.js';
import { ConflictChoice } from './conflict-choice.js';
import { type Choice, type Choices, suggestedChoices } from './settings-conflict.js';
import type { SettingsConflict, SettingsEditor } from './use-settings-editor.js';

interface ConflictDialogProps {
  readonly editor: SettingsEditor;
  readonly definition: FormDefinition;
  readonly resolve: (choices: Choices) => void;
}

/** Shown when another user has saved the same settings: the administrator decides which value of each setting to keep. */
export function ConflictDialog({ editor, definition, resolve }: ConflictDialogProps) {
  const { t } = useTexts();
  const { conflict, closeConflict } = editor;
  return (
    <Dialog opened={conflict !== undefined} title={t('conflict.title')} size="xl" onClose={closeConflict}>
      {conflict && (
        <ConflictForm
          key={conflict.saved.version}
          conflict={conflict}
          definition={definition}
          resolve={resolve}
          onClose={closeConflict}
        />
      )}
    </Dialog>
  );
}

interface ConflictFormProps extends Pick<ConflictDialogProps, 'definition' | 'resolve'> {
  readonly conflict: SettingsConflict;
  readonly onClose: () => void;
}

function ConflictForm({ conflict, definition, resolve, onClose }: ConflictFormProps) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { saved, differences } = conflict;
  const [choices, setChoices] = useState(() => suggestedChoices(differences));
  const chooseAll = (choice: Choice) => setChoices(Object.fromEntries(differences.map(({ path }) => [path, choice])));
  const by = saved.changedBy ?? t('conflict.someoneElse');
  return (
    <Stack gap="lg">
      <Text size="sm">{t('conflict.text', { by, at: saved.changedAt ? instant(saved.changedAt) : t('none') })}</Text>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => chooseAll('mine')}>
          {t('conflict.allMine')}
        </Button>
        <Button variant="default" size="xs" onClick={() => chooseAll('theirs')}>
          {t('conflict.allTheirs')}
        </Button>
      </Group>
      {differences.map((difference) => (
        <ConflictChoice
          key={difference.path}
          difference={difference}
          definition={definition}
          by={by}
          choice={choices[difference.path] ?? difference.suggested}
          onChange={(choice) => setChoices((before) => ({ ...before, [difference.path]: choice }))}
        />
      ))}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button onClick={() => resolve(choices)}>{t('conflict.save')}</Button>
      </Group>
    </Stack>
  );
}
