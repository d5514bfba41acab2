import { Button, Group, Stack, Text } from '@mantine/core';
import type { Settings } from '../../shared/api/wire.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Dialog } from '../../shared/components/dialog.js';
import type { SettingsEditor } from './use-settings-editor.js';

interface ConflictDialogProps {
  readonly editor: SettingsEditor;
  readonly keepMine: (theirs: Settings) => void;
}

/** Somebody saved the same settings in between: the administrator decides whose stand. */
export function ConflictDialog({ editor, keepMine }: ConflictDialogProps) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { theirs, closeConflict, takeTheirs } = editor;
  return (
    <Dialog opened={theirs !== undefined} title={t('conflict.title')} onClose={closeConflict}>
      {theirs && (
        <Stack gap="lg">
          <Text size="sm">
            {t('conflict.text', {
              by: theirs.changedBy ?? t('conflict.somebody'),
              at: theirs.changedAt ? instant(theirs.changedAt) : t('none'),
            })}
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={takeTheirs}>
              {t('conflict.takeTheirs')}
            </Button>
            <Button loading={editor.saving} onClick={() => keepMine(theirs)}>
              {t('conflict.keepMine')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
