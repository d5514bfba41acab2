import { useInfiniteQuery } from '@tanstack/react-query';
import type { RunRow } from '../../shared/api/api-types.js';
import { concernedQuery } from '../../shared/api/runs.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { ChangesTable } from '../changes/changes-table.js';

/** The changes that a finding of a guard is about. */
export function ConcernedPeople({ run, finding }: { readonly run: RunRow; readonly finding: number }) {
  const changes = useInfiniteQuery(concernedQuery(run.id, finding));
  return (
    <ListOfRows query={changes} placeholders={2} empty={null}>
      {(rows) => <ChangesTable changes={rows} />}
    </ListOfRows>
  );
}
