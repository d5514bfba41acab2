import { Button, Group, Stack, Text } from '@mantine/core';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { Dialog } from '../../shared/components/dialog.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { ChangesTable } from '../../shared/setting-changes/changes-table.js';
import { lossOf } from '../../shared/setting-changes/loss-of.js';
import type { Preview } from '../preview/use-preview.js';
import type { Save } from './use-save.js';

interface ConfirmChangesDialogProps {
  readonly save: Save;
  /** Undefined: nothing can be previewed. */
  readonly preview: Preview | undefined;
  readonly definition: FormDefinition;
}

/** Lists what a save would change, with what that can do, before it is saved. */
export function ConfirmChangesDialog({ save, preview, definition }: ConfirmChangesDialogProps) {
  const { t } = useTexts();
  const { changes, confirm, cancel } = save;
  // What could empty fields or leave people out is looked at first.
  const isPreviewFirst = preview !== undefined && changes?.some(lossOf) === true;
  return (
    <Dialog opened={changes !== undefined} title={t('confirmSave.title')} size="xl" onClose={cancel}>
      {changes && (
        <Stack gap="lg">
          <Text size="sm">{t(textOf(isPreviewFirst, preview !== undefined))}</Text>
          <ChangesTable changes={changes} definition={definition} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={cancel}>
              {t('actions.cancel')}
            </Button>
            {isPreviewFirst && <SaveButton isPrimary={false} onClick={confirm} />}
            {preview && (
              <Button
                {...(isPreviewFirst ? { 'data-autofocus': true } : { variant: 'default' })}
                onClick={() => {
                  cancel();
                  preview.run();
                }}
              >
                {t('preview.run')}
              </Button>
            )}
            {!isPreviewFirst && <SaveButton isPrimary onClick={confirm} />}
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}

/** A data pool has no preview: what a run would do is shown for each of its jobs. */
function textOf(isPreviewFirst: boolean, hasPreview: boolean): TextKey {
  if (isPreviewFirst) return 'confirmSave.loss';
  return hasPreview ? 'confirmSave.text' : 'confirmSave.ofJobs';
}

function SaveButton({ isPrimary, onClick }: { readonly isPrimary: boolean; readonly onClick: () => void }) {
  const { t } = useTexts();
  return (
    <Button {...(isPrimary ? { 'data-autofocus': true } : { variant: 'default' })} onClick={onClick}>
      {t('confirmSave.save')}
    </Button>
  );
}
