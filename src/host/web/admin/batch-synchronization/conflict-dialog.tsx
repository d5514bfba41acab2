import { Button, Group, Stack, Text } from '@mantine/core';
import type { Settings } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Dialog } from '../../shared/components/dialog.js';
import type { SettingsEditor } from './use-settings-editor.js';

interface ConflictDialogProps {
  readonly editor: SettingsEditor;
  readonly overwrite: (savedVersion: Settings) => void;
}

/** Shown when another user has saved the same settings: the administrator decides which version to keep. */
export function ConflictDialog({ editor, overwrite }: ConflictDialogProps) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { savedVersion, closeConflict, loadSavedVersion } = editor;
  return (
    <Dialog opened={savedVersion !== undefined} title={t('conflict.title')} onClose={closeConflict}>
      {savedVersion && (
        <Stack gap="lg">
          <Text size="sm">
            {t('conflict.text', {
              by: savedVersion.changedBy ?? t('conflict.someoneElse'),
              at: savedVersion.changedAt ? instant(savedVersion.changedAt) : t('none'),
            })}
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={loadSavedVersion}>
              {t('conflict.loadSaved')}
            </Button>
            <Button loading={editor.saving} onClick={() => overwrite(savedVersion)}>
              {t('conflict.saveMine')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
