import type { UserDetails } from '../../shared/api/users.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Facts } from '../../shared/components/facts.js';
import { USER_FIELDS_IN_ORDER } from '../../shared/components/field-order.js';
import { Section } from '../../shared/components/section.js';
import { FieldPin } from './field-pin.js';
import { FieldWriter } from './field-writer.js';
import { RemovePin } from './remove-pin.js';
import { useFieldName } from '../../shared/components/use-field-name.js';

const ATTRIBUTES = 'attributes.';

/** All fields of a user and the state, including the empty ones, each with the run that wrote it, and the person who pinned it. */
export function UserFields({ user }: { readonly user: UserDetails }) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const pins = user.at === null ? user.pins : {};
  const attributes = Object.entries(user.attributes ?? {});
  const lacking = Object.keys(pins).filter((name) => !isShown(user, name));
  const labelOf = (name: string) => (name === 'state' ? t('users.state') : fieldName(name));
  const stateText = (state: string) => t(state === 'active' ? 'users.stateActive' : 'users.stateInactive');
  const factOf = (name: string, value: unknown) => ({
    label: labelOf(name),
    value: (
      <>
        {textOf(value) ?? t('none')}
        <FieldWriter field={user.fields[name]} />
        {pins[name] && (
          <FieldPin pin={pins[name]}>
            <RemovePin userId={user.id} name={name} label={labelOf(name)} />
          </FieldPin>
        )}
      </>
    ),
  });
  return (
    <Section title={t('users.fields')}>
      <Facts
        facts={[
          ...USER_FIELDS_IN_ORDER.map((field) => factOf(field, user[field])),
          ...attributes.map(([name, value]) => factOf(`attributes.${name}`, value)),
          factOf('state', stateText(user.state)),
          ...lacking.map((name) => factOf(name, undefined)),
        ]}
      />
    </Section>
  );
}

/** Whether a value is among the fields without its pin. */
function isShown({ attributes }: UserDetails, name: string): boolean {
  if (name === 'state') return true;
  return name.startsWith(ATTRIBUTES)
    ? Object.hasOwn(attributes ?? {}, name.slice(ATTRIBUTES.length))
    : USER_FIELDS_IN_ORDER.some((field) => field === name);
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
