import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { WhyPerson } from '../../shared/api/why.js';
import { DnText } from '../../shared/components/dn-text.js';
import type { Fact } from '../../shared/components/facts.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { FieldPin } from '../users/field-pin.js';
import { FieldWriter } from '../users/field-writer.js';
import { textOf } from './text-of.js';
import { useLinkFacts } from './use-link-facts.js';

/** What is known about someone, in order: the entry, how it leads to users, and what no row of the mapping shows. */
export function usePersonFacts(person: WhyPerson): readonly Fact[] {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const links = useLinkFacts(person);
  const { entry, match, user, mapping } = person;
  const yesOrNo = (value: boolean) => t(value ? 'why.yes' : 'why.no');
  const users = match?.users ?? (user ? [user] : []);
  const mapped = new Set(mapping.map(({ field }) => field));
  const others = Object.entries(user?.fields ?? {}).filter(
    ([name, { writtenBy }]) => !mapped.has(name) && (writtenBy || user?.pins[name]),
  );
  return [
    ...(entry
      ? [
          { label: t('users.dn'), value: <DnText dn={entry.dn} /> },
          { label: t('users.stableId'), value: entry.stableId ?? t('none') },
          { label: t('why.isBelowBase'), value: yesOrNo(entry.isBelowBase) },
          ...(entry.excludedBy ? [{ label: t('why.excludedBy'), value: <DnText dn={entry.excludedBy} /> }] : []),
          { label: t('why.meetsFilter'), value: yesOrNo(entry.meetsFilter) },
          ...(entry.inactivity ? [{ label: t('why.isActive'), value: entry.inactivity.message }] : []),
        ]
      : []),
    ...(match ? [{ label: t('why.match'), value: t(`why.matched.${match.by}`, { value: match.value }) }] : []),
    ...(users.length > 0
      ? [
          {
            label: t(users.length > 1 ? 'why.candidates' : 'users.one'),
            value: users.map(({ id, userName }) => (
              <div key={id}>
                <Anchor component={Link} to={`/users/${encodeURIComponent(id)}`} inherit>
                  {userName}
                </Anchor>
              </div>
            )),
          },
        ]
      : []),
    ...links,
    ...others.map(([name, field]) => ({
      key: `field ${name}`,
      label: name === 'state' ? t('users.state') : name === 'dn' ? t('why.recordedDn') : fieldName(name),
      value: (
        <>
          {textOf(field.value) ?? t('none')}
          <FieldWriter field={field} />
          {user?.pins[name] && <FieldPin pin={user.pins[name]} />}
        </>
      ),
    })),
  ];
}
