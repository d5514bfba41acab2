import { Anchor, List } from '@mantine/core';
import type { RefObject } from 'react';
import type { SettingsForm } from '../../shared/api/jobs.js';
import type { FieldError } from '../../shared/api/wire.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/components/code-text.js';
import { inputAt, placeOfError } from './place-of-error.js';

interface FieldErrorsProps {
  readonly errors: readonly FieldError[];
  readonly declared: SettingsForm;
  readonly form: RefObject<HTMLElement | null>;
}

/** What is wrong, setting by setting: each a link to where it can be mended. */
export function FieldErrors({ errors, declared, form }: FieldErrorsProps) {
  return (
    <List size="sm" mt="xs" spacing={4}>
      {errors.map(({ field, message }) => (
        <List.Item key={`${field} ${message}`}>
          <FieldLink field={field} declared={declared} form={form} />: {message}
        </List.Item>
      ))}
    </List>
  );
}

interface FieldLinkProps extends Omit<FieldErrorsProps, 'errors'> {
  readonly field: string;
}

function FieldLink({ field, declared, form }: FieldLinkProps) {
  const { t, named } = useTexts();
  const place = placeOfError(field, declared);
  if (!place) return <CodeText>{field}</CodeText>;
  const { path, position } = place;
  const label = named(place.title);
  return (
    <Anchor
      href={`#${field}`}
      inherit
      underline="always"
      onClick={(event) => {
        event.preventDefault();
        if (form.current) inputAt(form.current, field, path)?.focus();
      }}
    >
      {position === undefined ? label : t('form.line', { label, position })}
    </Anchor>
  );
}
