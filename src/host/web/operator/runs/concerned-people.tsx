import { useInfiniteQuery } from '@tanstack/react-query';
import type { GuardName, RunRow } from '../../shared/api/api-types.js';
import { concernedQuery, foundProblemsQuery } from '../../shared/api/runs.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { ChangesTable } from '../changes/changes-table.js';
import { PeopleNotSeen } from './people-not-seen.js';
import { ProblemsTable } from './problems-table.js';

interface ConcernedPeopleProps {
  readonly run: RunRow;
  readonly guard: GuardName;
  /** Position of the finding. */
  readonly finding: number;
}

/** Whom a finding of a guard is about: changes, people who were not seen, or entries with a problem. */
export function ConcernedPeople({ run, guard, finding }: ConcernedPeopleProps) {
  if (guard === 'entries') return <PeopleNotSeen run={run} finding={finding} />;
  const isAboutProblems = guard === 'problems' || guard === 'oneCause';
  return isAboutProblems ? <FoundProblems run={run} finding={finding} /> : <FoundChanges run={run} finding={finding} />;
}

type FoundProps = Omit<ConcernedPeopleProps, 'guard'>;

function FoundChanges({ run, finding }: FoundProps) {
  const changes = useInfiniteQuery(concernedQuery(run.id, finding));
  return (
    <ListOfRows query={changes} placeholders={2} empty={null}>
      {(rows) => <ChangesTable changes={rows} />}
    </ListOfRows>
  );
}

function FoundProblems({ run, finding }: FoundProps) {
  const problems = useInfiniteQuery(foundProblemsQuery(run.id, finding));
  return (
    <ListOfRows query={problems} placeholders={2} empty={null}>
      {(rows) => <ProblemsTable run={run} problems={rows} />}
    </ListOfRows>
  );
}
