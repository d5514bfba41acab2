import { Stack } from '@mantine/core';
import { useRef } from 'react';
import type { FormDefinition } from '../../shared/api/jobs.js';
import type { SettingsOwner, StoredSettings } from '../../shared/api/settings.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Failure } from '../../shared/components/failure.js';
import { useUndo } from '../../shared/components/use-undo.js';
import { CheckPanel } from '../check/check-panel.js';
import { useConnectionCheck } from '../check/use-connection-check.js';
import type { FormContext } from '../form/form-context.js';
import { FieldErrors, FieldLink } from '../form/field-errors.js';
import { nestSettings, type SettingsByPath } from '../form/settings-by-path.js';
import { useFieldInAddress } from '../form/use-field-in-address.js';
import { SettingsForm } from '../form/settings-form.js';
import { PersonPreviewPanel } from '../person-preview/person-preview-panel.js';
import { PreviewPanel } from '../preview/preview-panel.js';
import { usePreview } from '../preview/use-preview.js';
import { ConfirmChangesDialog } from './confirm-changes-dialog.js';
import { ConflictDialog } from './conflict-dialog.js';
import { DraftOffer } from './draft-offer.js';
import { LeaveGuard } from './leave-guard.js';
import { SaveErrors } from './save-errors.js';
import { SaveBar } from './save-bar.js';
import { StoredErrors } from './stored-errors.js';
import { SwitchOnDialog } from './switch-on-dialog.js';
import { useDraft } from './use-draft.js';
import { useSave } from './use-save.js';
import { useSettingsEditor } from './use-settings-editor.js';
import { useSettingsInAddress } from './use-settings-in-address.js';

interface SettingsEditorFormProps {
  readonly owner: SettingsOwner;
  /** The form of the settings. */
  readonly definition: FormDefinition;
  readonly current: StoredSettings;
}

/** The form of a job or of a data pool, with all that belongs to saving it. */
export function SettingsEditorForm({ owner, definition, current }: SettingsEditorFormProps) {
  const form = useRef<HTMLDivElement>(null);
  const editor = useSettingsEditor({ owner, definition, current });

  const { t } = useTexts();
  const undo = useUndo();
  const connectionCheck = useConnectionCheck({
    owner,
    settings: () => nestSettings(editor.values),
    onChecked: editor.applyCheck,
  });
  const preview = usePreview({
    job: owner.job,
    settings: () => nestSettings(editor.values),
    onStarted: editor.applyCheck,
  });
  useFieldInAddress(form, definition);
  const draft = useDraft(owner.job ?? owner.page, definition, editor);
  const inAddress = useSettingsInAddress(owner, definition, editor);

  const save = useSave({ job: owner.job, editor, onSaved: undo.withdraw });
  const discard = () => {
    undo.withdraw();
    undo.offer(t('undo.discarded'), editor.discard());
  };
  const leave = () => {
    draft.forget();
    editor.discard();
  };
  const { domainControllers, tree } = owner;
  const change = (changed: SettingsByPath) => editor.change({ ...editor.values, ...changed });
  const context: FormContext = {
    job: owner.job ?? '',
    values: editor.values,
    stored: editor.base.settings,
    errors: editor.validation.errors,
    findDomainControllers: domainControllers && ((domain) => domainControllers(nestSettings(editor.values), domain)),
    tree: tree && { key: owner.key, load: tree, change },
    undo,
  };

  const invalid = editor.validation.source === 'check' && editor.validation.errors.length > 0 && (
    <FieldErrors errors={editor.validation.errors} definition={definition} form={form} />
  );

  return (
    <Stack gap="lg">
      {Boolean(inAddress.error) && <Failure error={inAddress.error} retry={inAddress.retry} list={inAddress.list} />}
      <DraftOffer draft={draft} version={current.version} />
      <SaveErrors editor={editor} definition={definition} form={form} />
      <StoredErrors errors={editor.base.errors} definition={definition} form={form} />
      <SettingsForm
        definition={definition}
        context={context}
        element={form}
        onChange={editor.change}
        onSubmit={save.request}
      >
        <Stack gap="lg" mt="lg">
          <CheckPanel
            connectionCheck={connectionCheck}
            linkTo={(field) => <FieldLink field={field} definition={definition} form={form} />}
          >
            {invalid}
          </CheckPanel>
          {preview && <PreviewPanel preview={preview}>{invalid}</PreviewPanel>}
          {owner.job !== undefined && (
            <PersonPreviewPanel
              job={owner.job}
              settings={() => nestSettings(editor.values)}
              onAsked={editor.applyCheck}
            >
              {invalid}
            </PersonPreviewPanel>
          )}
        </Stack>
        <SaveBar
          editor={editor}
          preparing={save.preparing}
          discard={discard}
          connectionCheck={owner.job === undefined ? undefined : connectionCheck}
          preview={preview}
        />
      </SettingsForm>
      <ConflictDialog editor={editor} definition={definition} resolve={save.resolve} />
      <ConfirmChangesDialog save={save} preview={preview} definition={definition} />
      <SwitchOnDialog save={save} />
      <LeaveGuard dirty={editor.dirty} onLeave={leave} />
    </Stack>
  );
}
