import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { SettingsForm } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Failure } from '../../shared/components/failure.js';
import { FieldErrors } from '../form/field-errors.js';
import classes from './refused-settings.module.css';
import type { SettingsEditor } from './use-settings-editor.js';

interface RefusedSettingsProps {
  readonly editor: SettingsEditor;
  readonly declared: SettingsForm;
  readonly form: RefObject<HTMLElement | null>;
  readonly element: RefObject<HTMLDivElement | null>;
}

/** Says above the form that nothing was saved, and why. */
export function RefusedSettings({ editor, declared, form, element }: RefusedSettingsProps) {
  const { t } = useTexts();
  const { failure, refusal } = editor;
  const isRefused = refusal.of === 'save' && refusal.errors.length > 0;
  if (!failure && !isRefused) return null;
  return (
    <div ref={element} tabIndex={-1} className={classes.summary}>
      {isRefused ? (
        <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t('form.notSaved')} role="alert">
          {t('form.notSavedText')}
          <FieldErrors errors={refusal.errors} declared={declared} form={form} />
        </Alert>
      ) : (
        <Failure error={failure} />
      )}
    </div>
  );
}
