import { Button, Group, Paper, Text } from '@mantine/core';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { SettingsEditor } from './use-settings-editor.js';
import classes from './save-bar.module.css';

export function SaveBar({ editor }: { readonly editor: SettingsEditor }) {
  const { t } = useTexts();
  return (
    <Paper className={classes.bar} px={{ base: 'md', sm: 'lg' }} py="sm" shadow="md">
      <Group justify="space-between" gap="sm">
        <Text size="sm" c={editor.dirty ? undefined : 'dimmed'} fw={editor.dirty ? 550 : 400} role="status">
          {editor.dirty ? t('form.unsaved') : <LastSaved editor={editor} />}
        </Text>
        <Group gap="sm">
          <Button variant="default" disabled={!editor.dirty} onClick={editor.discard}>
            {t('form.discard')}
          </Button>
          <Button type="submit" loading={editor.saving}>
            {t('form.save')}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

function LastSaved({ editor }: { readonly editor: SettingsEditor }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { changedAt, changedBy } = editor.base;
  if (!changedAt) return t('form.neverSaved');
  if (!changedBy) return t('form.lastSaved', { at: instant(changedAt) });
  return t('form.lastSavedBy', { at: instant(changedAt), by: changedBy });
}
