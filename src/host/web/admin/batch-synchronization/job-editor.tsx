import { Box, Stack } from '@mantine/core';
import { useRef } from 'react';
import type { FormDefinition } from '../../shared/api/jobs.js';
import type { Settings } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { CheckPanel } from '../check/check-panel.js';
import { FieldErrors } from '../form/field-errors.js';
import { nestSettings } from '../form/settings-by-path.js';
import { SettingsForm } from '../form/settings-form.js';
import { ConflictDialog } from './conflict-dialog.js';
import { LeaveGuard } from './leave-guard.js';
import { SaveErrors } from './save-errors.js';
import { SaveBar } from './save-bar.js';
import { StoredErrors } from './stored-errors.js';
import { useSettingsEditor } from './use-settings-editor.js';

interface JobEditorProps {
  readonly job: string;
  readonly definition: FormDefinition;
  readonly current: Settings;
}

export function JobEditor({ job, definition, current }: JobEditorProps) {
  const { t } = useTexts();
  const notices = useNotices();
  const form = useRef<HTMLDivElement>(null);
  const editor = useSettingsEditor({ job, definition, current });

  const save = async (over?: Settings) => {
    if (await editor.save(over)) notices.done(t('form.saved'));
  };
  const context = {
    job,
    values: editor.values,
    stored: editor.base.settings,
    errors: editor.validation.errors,
  };

  return (
    <Stack gap="lg">
      <SaveErrors editor={editor} definition={definition} form={form} />
      <StoredErrors errors={editor.base.errors} definition={definition} form={form} />
      <SettingsForm
        definition={definition}
        context={context}
        element={form}
        onChange={editor.change}
        onSubmit={() => void save()}
      >
        <Box mt="lg">
          <CheckPanel job={job} settings={() => nestSettings(editor.values)} onChecked={editor.applyCheck}>
            {editor.validation.source === 'check' && editor.validation.errors.length > 0 && (
              <FieldErrors errors={editor.validation.errors} definition={definition} form={form} />
            )}
          </CheckPanel>
        </Box>
        <SaveBar editor={editor} />
      </SettingsForm>
      <ConflictDialog editor={editor} overwrite={(savedVersion) => void save(savedVersion)} />
      <LeaveGuard dirty={editor.dirty} />
    </Stack>
  );
}
