import { treeLevel, proposalsKey } from '../../shared/api/set-up.js';
import { useUndo } from '../../shared/components/use-undo.js';
import { statementsIn } from '../../shared/settings-schema/statements.js';
import { SearchTree } from '../containers/search-tree.js';
import type { Chosen } from './chosen.js';
import type { Search } from './use-found.js';

interface PeopleTreeProps {
  readonly pool: string;
  readonly search: Search;
  readonly onChange: (chosen: Chosen) => void;
}

/** The tree of the directory, in which containers are chosen or left out. */
export function PeopleTree({ pool, search, onChange }: PeopleTreeProps) {
  const undo = useUndo();
  const { bases, exclusions, filter } = search;
  const values = { 'search.bases': bases, 'search.exclusions': exclusions, 'search.filter': filter };
  return (
    <SearchTree
      context={{ job: '', values, stored: {}, errors: [], undo }}
      tree={{
        key: proposalsKey(pool),
        // Without a base nothing is chosen here, and the step says so.
        load: async (settings, dn, signal) => ({
          ...(await treeLevel(pool, settings['search'], dn, signal)),
          defaultBase: null,
        }),
        change: (stated) =>
          onChange({
            bases: statementsIn(stated['search.bases']),
            exclusions: statementsIn(stated['search.exclusions']),
          }),
      }}
    />
  );
}
