import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef } from 'react';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { Failure } from '../../shared/components/failure.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { FieldErrors } from '../form/field-errors.js';
import classes from './save-errors.module.css';
import type { SettingsEditor } from './use-settings-editor.js';

interface SaveErrorsProps {
  readonly editor: SettingsEditor;
  readonly definition: FormDefinition;
  readonly form: RefObject<HTMLElement | null>;
}

/** Explains above the form why the settings were not saved, and takes the focus after each failed save. */
export function SaveErrors({ editor, definition, form }: SaveErrorsProps) {
  const { t } = useTexts();
  const summary = useRef<HTMLDivElement>(null);
  const { failure, failedSaves, validation } = editor;
  const isInvalid = validation.source === 'save' && validation.errors.length > 0;
  // An effect runs after the summary has been rendered. An animation frame could run before it on a busy machine.
  useEffect(() => {
    if (failedSaves > 0) summary.current?.focus();
  }, [failedSaves]);

  if (!failure && !isInvalid) return null;
  return (
    <div ref={summary} tabIndex={-1} className={classes.summary}>
      {isInvalid ? (
        <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t('form.notSaved')} role="alert">
          {t('form.notSavedText')}
          <FieldErrors errors={validation.errors} definition={definition} form={form} />
        </Alert>
      ) : (
        <Failure error={failure} />
      )}
    </div>
  );
}
