import type { UserRow } from '../../shared/api/users.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Facts } from '../../shared/components/facts.js';
import { USER_FIELDS_IN_ORDER } from '../../shared/components/field-order.js';
import { Section } from '../../shared/components/section.js';
import { useFieldName } from '../../shared/components/use-field-name.js';

/** All fields of a user, including the empty ones. */
export function UserFields({ user }: { readonly user: UserRow }) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const additional = Object.entries(user.attributes ?? {});
  return (
    <Section title={t('users.fields')}>
      <Facts
        facts={[
          ...USER_FIELDS_IN_ORDER.map((field) => ({
            label: fieldName(field),
            value: textOf(user[field]) ?? t('none'),
          })),
          ...additional.map(([name, value]) => ({
            label: fieldName(`attributes.${name}`),
            value: textOf(value) ?? t('none'),
          })),
        ]}
      />
    </Section>
  );
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
