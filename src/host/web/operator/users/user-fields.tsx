import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { UserDetails } from '../../shared/api/users.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Facts } from '../../shared/components/facts.js';
import { USER_FIELDS_IN_ORDER } from '../../shared/components/field-order.js';
import { Instant } from '../../shared/components/instant.js';
import { Section } from '../../shared/components/section.js';
import { ByPerson } from './by-person.js';
import { useFieldName } from '../../shared/components/use-field-name.js';

/** All fields of a user, including the empty ones, each with the run that wrote it. */
export function UserFields({ user }: { readonly user: UserDetails }) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const additional = Object.entries(user.attributes ?? {});
  const factOf = (name: string, value: unknown) => ({
    label: fieldName(name),
    value: (
      <>
        {textOf(value) ?? t('none')}
        <Writer field={user.fields[name]} />
      </>
    ),
  });
  return (
    <Section title={t('users.fields')}>
      <Facts
        facts={[
          ...USER_FIELDS_IN_ORDER.map((field) => factOf(field, user[field])),
          ...additional.map(([name, value]) => factOf(`attributes.${name}`, value)),
        ]}
      />
    </Section>
  );
}

function Writer({ field }: { readonly field: UserDetails['fields'][string] | undefined }) {
  const { t } = useTexts();
  if (!field?.writtenBy) return null;
  const { runId, manual, at } = field.writtenBy;
  if (manual) return <ByPerson text="users.writtenBy" manual={manual} at={at} />;
  return (
    <Text size="xs" c="dimmed">
      {t('users.writtenAt')}{' '}
      <Anchor component={Link} to={`/runs/${runId}`} inherit>
        <Instant at={at} />
      </Anchor>
    </Text>
  );
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
