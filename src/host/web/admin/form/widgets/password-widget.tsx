import { PasswordInput } from '@mantine/core';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { valueAt } from '../settings-by-path.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

/** Write-only. The host reports only whether a password is stored (`<path>Set`). */
export function PasswordWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const stored = valueAt(registry.formContext.stored, `${name}Set`) === true;
  const error = errorAt(registry.formContext, name);
  return (
    <PasswordInput
      id={id}
      label={label}
      description={schema.description}
      error={error}
      aria-invalid={error ? true : undefined}
      placeholder={t(stored ? 'form.passwordStored' : 'form.passwordMissing')}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword') }}
    />
  );
}
