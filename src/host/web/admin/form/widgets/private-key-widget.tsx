import { Textarea } from '@mantine/core';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { errorAt, type SettingWidgetProps, siblingOf } from '../form-context.js';
import { valueAt } from '../settings-by-path.js';

/** A private key as PEM, write-only like a password. Hidden without TLS. */
export function PrivateKeyWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const { stored, values } = registry.formContext;
  if (values[siblingOf(name, 'mode')] === 'none') return null;
  const isStored = valueAt(stored, `${name}Set`) === true;
  return (
    <Textarea
      id={id}
      label={label}
      description={schema.description}
      error={errorAt(registry.formContext, name)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      placeholder={t(isStored ? 'form.passwordStored' : 'form.keyMissing')}
      autoComplete="off"
      autosize
      minRows={2}
      maxRows={6}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
    />
  );
}
