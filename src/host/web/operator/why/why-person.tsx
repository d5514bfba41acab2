import { Alert, Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { WhyPerson } from '../../shared/api/why.js';
import { Facts } from '../../shared/components/facts.js';
import { Section } from '../../shared/components/section.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { SynchronizePerson } from '../one-person/synchronize-person.js';
import { FilterParts } from '../../shared/why/filter-parts.js';
import { MappingTable } from './mapping-table.js';
import { RecentRuns } from './recent-runs.js';
import { usePersonFacts } from './use-person-facts.js';
import { addressOfConflict } from '../../shared/why/conflict-address.js';
import { lookOf } from '../../shared/why/verdict-look.js';
import { WhyNext } from '../../shared/why/why-next.js';
import { WhyPlan } from './why-plan.js';

interface WhyPersonProps {
  readonly person: WhyPerson;
  readonly who: string;
  /** Name of the job that was asked about. */
  readonly job: string;
}

/** The reason first, with the plan that waits, then the evidence in order: the entry, the user, the filter, the mapping, what comes, what was. */
export function WhyPersonSection({ person, who, job }: WhyPersonProps) {
  const { verdict, message, entry, mapping, user, next, plan } = person;
  // Someone who is synchronized without a field.
  const isIncomplete = verdict === 'SYNCHRONIZED' && mapping.some(({ problem }) => problem !== null);
  const { color, icon: Icon } = lookOf(verdict, isIncomplete);
  const { t } = useTexts();
  const facts = usePersonFacts(person);
  const toConflicts = (code: string) =>
    entry && (
      <Anchor component={Link} to={addressOfConflict(job, { code, dn: entry.dn })} inherit>
        {t('conflicts.title')}
      </Anchor>
    );
  // Only a run for everyone gives the other users their new names.
  const needsNames = (next?.namesFreedBy.length ?? 0) > 0;
  return (
    <Section title={user?.userName ?? entry?.dn ?? who}>
      <Alert color={color} icon={<Icon aria-hidden />}>
        {message} {isIncomplete && t('why.incomplete')}
      </Alert>
      <WhyPlan plan={plan} />
      {facts.length > 0 && <Facts facts={facts} />}
      {entry?.isBelowBase && entry.meetsFilter && !entry.inactivity && !needsNames && (
        <SynchronizePerson who={entry.dn} isJob={({ name }) => name === job} />
      )}
      {entry?.filter && <FilterParts filter={entry.filter} />}
      {mapping.length > 0 && <MappingTable mapping={mapping} user={user} />}
      <WhyNext next={next} toConflicts={toConflicts} />
      <RecentRuns person={person} job={job} />
    </Section>
  );
}
