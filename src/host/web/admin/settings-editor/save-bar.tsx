import { ActionIcon, Button, Group, Paper, Text } from '@mantine/core';
import { IconEye, IconPlugConnected } from '@tabler/icons-react';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { ConnectionCheck } from '../check/use-connection-check.js';
import type { Preview } from '../preview/use-preview.js';
import type { SettingsEditor } from './use-settings-editor.js';
import classes from './save-bar.module.css';

interface SaveBarProps {
  readonly editor: SettingsEditor;
  /** Whether it is being found out what a save would change. */
  readonly preparing: boolean;
  readonly discard: () => void;
  /** Undefined: the form is short, and its panel with the check is near. */
  readonly connectionCheck: ConnectionCheck | undefined;
  /** Undefined: nothing can be previewed. */
  readonly preview: Preview | undefined;
}

export function SaveBar({ editor, preparing, discard, connectionCheck, preview }: SaveBarProps) {
  const { t } = useTexts();
  return (
    <Paper
      className={classes.bar}
      data-sticky={editor.dirty || undefined}
      px={{ base: 'sm', sm: 'lg' }}
      py={{ base: 'xs', sm: 'sm' }}
    >
      <Text size="sm" className={classes.status} c={editor.dirty ? undefined : 'dimmed'} role="status">
        {editor.dirty ? t('form.unsaved') : <LastSaved editor={editor} />}
      </Text>
      <Group gap="xs" wrap="nowrap">
        {connectionCheck && <CheckButtons connectionCheck={connectionCheck} />}
        {preview && (
          <Button
            variant="default"
            visibleFrom="md"
            leftSection={<IconEye size={18} aria-hidden />}
            loading={preview.starting}
            onClick={preview.run}
          >
            {t('preview.run')}
          </Button>
        )}
        <Button variant="default" disabled={!editor.dirty || preparing || editor.saving} onClick={discard}>
          {t('form.discard')}
        </Button>
        {/* Not disabled while it is being found out what to ask: the focus has to return to it. */}
        <Button type="submit" disabled={!editor.dirty} loading={editor.saving} aria-busy={preparing}>
          {t('form.save')}
        </Button>
      </Group>
    </Paper>
  );
}

/** The check of the connection: a button, or on narrow screens its icon. */
function CheckButtons({ connectionCheck: { check, run } }: { readonly connectionCheck: ConnectionCheck }) {
  const { t } = useTexts();
  return (
    <>
      <Button
        variant="default"
        visibleFrom="md"
        leftSection={<IconPlugConnected size={18} aria-hidden />}
        loading={check.isPending}
        onClick={run}
      >
        {t('check.run')}
      </Button>
      <ActionIcon
        variant="default"
        hiddenFrom="md"
        size={36}
        aria-label={t('check.run')}
        title={t('check.run')}
        loading={check.isPending}
        onClick={run}
      >
        <IconPlugConnected size={18} aria-hidden />
      </ActionIcon>
    </>
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
