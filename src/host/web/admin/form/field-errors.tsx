import { Anchor, List } from '@mantine/core';
import type { RefObject } from 'react';
import { Link } from 'react-router';
import type { FormDefinition } from '../../shared/api/jobs.js';
import type { FieldError } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/components/code-text.js';
import { focusSetting, locateError } from './error-location.js';
import { hashOf } from './use-field-in-address.js';

interface FieldErrorsProps {
  readonly errors: readonly FieldError[];
  readonly definition: FormDefinition;
  readonly form: RefObject<HTMLElement | null>;
}

/** Lists errors, each with a link to the input where it can be corrected. */
export function FieldErrors({ errors, definition, form }: FieldErrorsProps) {
  return (
    <List size="sm" mt="xs" spacing={4}>
      {errors.map(({ field, message }) => (
        <List.Item key={`${field} ${message}`}>
          <FieldLink field={field} definition={definition} form={form} />: {message}
        </List.Item>
      ))}
    </List>
  );
}

interface FieldLinkProps extends Omit<FieldErrorsProps, 'errors'> {
  readonly field: string;
}

/** The name of a setting as a link to its input. */
export function FieldLink({ field, definition, form }: FieldLinkProps) {
  const { t, translateManifest } = useTexts();
  const location = locateError(field, definition);
  const { elsewhere } = definition;
  const there = elsewhere && locateError(field, elsewhere);
  if (there) {
    return (
      <Anchor component={Link} to={elsewhere.page + hashOf(field)} inherit underline="always">
        {translateManifest(there.title)}
      </Anchor>
    );
  }
  if (!location) return <CodeText>{field}</CodeText>;
  const { position } = location;
  const label = translateManifest(location.title);
  return (
    <Anchor
      href={hashOf(field)}
      inherit
      underline="always"
      onClick={(event) => {
        event.preventDefault();
        focusSetting(form.current, field, definition);
      }}
    >
      {position === undefined ? label : t('form.line', { label, position })}
    </Anchor>
  );
}
