import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { TreeLevel } from '../../shared/api/api-types.js';
import type { LevelsByParent } from './tree-rows.js';

/** Where the containers come from. */
export interface TreeSource {
  /** Of all that the answers depend on. */
  readonly key: readonly unknown[];
  /** The containers below a DN; without one the trees of the directory. */
  readonly load: (dn: string | undefined, signal: AbortSignal) => Promise<TreeLevel>;
}

export interface TreeLevels {
  readonly levels: LevelsByParent;
  readonly isExpanded: (dn: string) => boolean;
  readonly expand: (dn: string, isExpanded: boolean) => void;
}

/** The levels of a tree, each loaded when it is expanded for the first time. The first root is expanded from the start. */
export function useTreeLevels({ key, load }: TreeSource): TreeLevels {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const queryOf = (dn: string | null) => ({
    queryKey: [...key, 'tree', dn],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => load(dn ?? undefined, signal),
    staleTime: Infinity,
    retry: false,
  });
  const [roots] = useQueries({ queries: [queryOf(null)] });
  const first = roots.data?.containers.find(({ hasChildren }) => hasChildren !== false)?.dn;
  const isExpanded = (dn: string) => chosen.get(dn) ?? dn === first;
  const candidates = [...new Set([...chosen.keys(), ...(first === undefined ? [] : [first])])];
  const open = candidates.filter(isExpanded);
  const below = useQueries({ queries: open.map(queryOf) });
  const levelOf = ({ data, error, refetch }: (typeof below)[number]) => ({ data, error, retry: () => void refetch() });
  const levels = new Map([
    [null, levelOf(roots)] as const,
    ...below.map((query, index) => [open[index] ?? '', levelOf(query)] as const),
  ]);
  return {
    levels,
    isExpanded,
    expand: (dn, isOpen) => setChosen((before) => new Map(before).set(dn, isOpen)),
  };
}
