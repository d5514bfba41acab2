import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { FormDefinition } from '../../shared/api/jobs.js';
import type { FieldError } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { FieldErrors } from '../form/field-errors.js';

interface StoredErrorsProps {
  readonly errors: readonly FieldError[];
  readonly definition: FormDefinition;
  readonly form: RefObject<HTMLElement | null>;
}

/** The errors of stored settings that were edited outside this form. */
export function StoredErrors({ errors, definition, form }: StoredErrorsProps) {
  const { t } = useTexts();
  if (errors.length === 0) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('form.storedInvalid')} role="alert">
      {t('form.storedInvalidText')}
      <FieldErrors errors={errors} definition={definition} form={form} />
    </Alert>
  );
}
