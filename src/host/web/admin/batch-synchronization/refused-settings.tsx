import { Alert, List } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { FieldError, FormLayout } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/parts/code-text.js';
import { pathsOf } from '../form/flat-settings.js';

interface RefusedSettingsProps {
  readonly errors: readonly FieldError[];
  readonly layout: FormLayout;
}

/** Says that nothing was saved, and names what has no place in the form to stand at. */
export function RefusedSettings({ errors, layout }: RefusedSettingsProps) {
  const { t } = useTexts();
  if (errors.length === 0) return null;
  const paths = pathsOf(layout);
  const homeless = errors.filter(({ field }) => !paths.some((path) => field === path || field.startsWith(`${path}.`)));
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t('form.notSaved')} role="alert">
      {t('form.notSavedText')}
      {homeless.length > 0 && (
        <List size="sm" mt="xs">
          {homeless.map(({ field, message }) => (
            <List.Item key={`${field} ${message}`}>
              <CodeText>{field}</CodeText>: {message}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
