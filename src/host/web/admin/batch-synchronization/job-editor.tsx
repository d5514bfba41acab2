import { Box, Stack } from '@mantine/core';
import { useRef } from 'react';
import type { SettingsForm as Declared } from '../../shared/api/jobs.js';
import type { Settings } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { CheckPanel } from '../check/check-panel.js';
import { FieldErrors } from '../form/field-errors.js';
import { nest } from '../form/flat-settings.js';
import { SettingsForm } from '../form/settings-form.js';
import { ConflictDialog } from './conflict-dialog.js';
import { LeaveGuard } from './leave-guard.js';
import { RefusedSettings } from './refused-settings.js';
import { SaveBar } from './save-bar.js';
import { StoredErrors } from './stored-errors.js';
import { useSettingsEditor } from './use-settings-editor.js';

interface JobEditorProps {
  readonly symbolicName: string;
  readonly declared: Declared;
  readonly current: Settings;
}

export function JobEditor({ symbolicName, declared, current }: JobEditorProps) {
  const { t } = useTexts();
  const notices = useNotices();
  const form = useRef<HTMLDivElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const editor = useSettingsEditor({ symbolicName, declared, current });

  const save = async (over?: Settings) => {
    if (await editor.save(over)) {
      notices.done(t('form.saved'));
      return;
    }
    requestAnimationFrame(() => summary.current?.focus());
  };
  const facts = { symbolicName, values: editor.values, stored: editor.base.settings, errors: editor.refusal.errors };

  return (
    <Stack gap="lg">
      <RefusedSettings editor={editor} declared={declared} form={form} element={summary} />
      <StoredErrors errors={editor.base.errors} declared={declared} form={form} />
      <SettingsForm
        declared={declared}
        facts={facts}
        element={form}
        onChange={editor.change}
        onSubmit={() => void save()}
      >
        <Box mt="lg">
          <CheckPanel symbolicName={symbolicName} settings={() => nest(editor.values)} onChecked={editor.checked}>
            {editor.refusal.of === 'check' && editor.refusal.errors.length > 0 && (
              <FieldErrors errors={editor.refusal.errors} declared={declared} form={form} />
            )}
          </CheckPanel>
        </Box>
        <SaveBar editor={editor} />
      </SettingsForm>
      <ConflictDialog editor={editor} keepMine={(theirs) => void save(theirs)} />
      <LeaveGuard dirty={editor.dirty} />
    </Stack>
  );
}
