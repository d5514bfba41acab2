import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { WhyPerson } from '../../shared/api/why.js';
import { DnText } from '../../shared/components/dn-text.js';
import { type Fact, Facts } from '../../shared/components/facts.js';
import { Section } from '../../shared/components/section.js';
import { FieldPin } from '../users/field-pin.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { SynchronizePerson } from '../one-person/synchronize-person.js';
import { FilterParts } from './filter-parts.js';
import { MappingTable } from './mapping-table.js';

interface WhyPersonProps {
  readonly person: WhyPerson;
  readonly who: string;
  /** Name of the job that was asked about. */
  readonly job: string;
}

const GOOD = { color: 'green', icon: IconCircleCheck } as const;
const COMING = { color: 'harbor', icon: IconClock } as const;
const BAD = { color: 'yellow', icon: IconAlertTriangle } as const;
const LOOKS: Readonly<Partial<Record<WhyPerson['verdict'], typeof GOOD | typeof COMING>>> = {
  SYNCHRONIZED: GOOD,
  WILL_BE_CREATED: COMING,
  WILL_BE_TAKEN_OVER: COMING,
};

/** The reason first, then the evidence in order: the entry, the filter, the mapping, the user, the problems. */
export function WhyPersonSection({ person, who, job }: WhyPersonProps) {
  const { t } = useTexts();
  const { verdict, message, entry, mapping, user, problems } = person;
  const { color, icon: Icon } = LOOKS[verdict] ?? BAD;
  const yesOrNo = (value: boolean) => t(value ? 'why.yes' : 'why.no');
  const facts: readonly Fact[] = [
    ...(entry
      ? [
          { label: t('users.dn'), value: <DnText dn={entry.dn} /> },
          { label: t('users.stableId'), value: entry.stableId ?? t('none') },
          { label: t('why.isBelowBase'), value: yesOrNo(entry.isBelowBase) },
          { label: t('why.meetsFilter'), value: yesOrNo(entry.meetsFilter) },
        ]
      : []),
    ...(user
      ? [
          {
            label: t('users.one'),
            value: (
              <Anchor component={Link} to={`/users/${user.id}`} inherit>
                {user.userName}
              </Anchor>
            ),
          },
        ]
      : []),
    ...(user?.pins['state'] ? [{ label: t('users.state'), value: <FieldPin pin={user.pins['state']} /> }] : []),
  ];
  return (
    <Section title={user?.userName ?? entry?.dn ?? who}>
      <Alert color={color} icon={<Icon aria-hidden />}>
        {message}
      </Alert>
      {facts.length > 0 && <Facts facts={facts} />}
      {entry?.isBelowBase && entry.meetsFilter && (
        <SynchronizePerson who={entry.dn} isJob={({ name }) => name === job} />
      )}
      {entry?.filter && <FilterParts filter={entry.filter} />}
      {mapping.length > 0 && <MappingTable mapping={mapping} pins={user?.pins ?? {}} />}
      {problems.map(({ id, runId, message: problem, remedy }) => (
        <Stack key={id} gap={2}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {problem} {remedy}
          </Text>
          <Anchor component={Link} to={`/runs/${runId}?tab=problems`} size="sm" py={4} style={{ width: 'fit-content' }}>
            {t('why.toRun')}
          </Anchor>
        </Stack>
      ))}
    </Section>
  );
}
