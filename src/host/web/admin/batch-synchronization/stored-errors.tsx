import { Alert, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { FieldError } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/parts/code-text.js';

/** What is wrong with settings that were edited outside this form. */
export function StoredErrors({ errors }: { readonly errors: readonly FieldError[] }) {
  const { t } = useTexts();
  if (errors.length === 0) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('form.storedInvalid')} role="alert">
      {t('form.storedInvalidText')}
      <List size="sm" mt="xs" spacing={4}>
        {errors.map(({ field, message }) => (
          <List.Item key={`${field} ${message}`}>
            <CodeText>{field}</CodeText>: {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
