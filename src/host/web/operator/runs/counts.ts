import type { ChangeRow, RunRow } from '../../shared/api/api-types.js';
import type { TextKey } from '../../shared/i18n/use-texts.js';

interface Count {
  readonly name: Exclude<keyof RunRow['counts'], 'read'>;
  /** The kind of change that is counted; absent for counts that are not changes. */
  readonly kind?: ChangeRow['kind'];
  readonly text: TextKey;
  /** The text in a plan. */
  readonly planned: TextKey;
  readonly color: string;
}

/** The counts that add up to `read`, in display order. */
export const COUNTS: readonly Count[] = [
  {
    name: 'created',
    kind: 'create',
    text: 'counts.created',
    planned: 'counts.wouldCreate',
    color: 'var(--mantine-color-green-7)',
  },
  {
    name: 'updated',
    kind: 'update',
    text: 'counts.updated',
    planned: 'counts.wouldUpdate',
    color: 'var(--mantine-color-harbor-5)',
  },
  {
    name: 'activated',
    kind: 'activate',
    text: 'counts.activated',
    planned: 'counts.wouldActivate',
    color: 'var(--mantine-color-teal-4)',
  },
  { name: 'unchanged', text: 'counts.unchanged', planned: 'counts.unchanged', color: 'var(--mantine-color-gray-4)' },
  { name: 'problems', text: 'counts.problems', planned: 'counts.problems', color: 'var(--mantine-color-orange-6)' },
  { name: 'inactive', text: 'counts.inactive', planned: 'counts.inactive', color: 'var(--mantine-color-gray-6)' },
];

/** How many users a run changed, or would change. */
export function changesIn(counts: RunRow['counts']): number {
  return COUNTS.reduce((sum, { name, kind }) => (kind ? sum + counts[name] + besideSum(counts, name) : sum), 0);
}

/** How many more rows a count has than entries: users who give up values are updated, and have no entry that was read. */
export function besideSum(counts: RunRow['counts'], name: Count['name']): number {
  return name === 'updated' ? counts.released : 0;
}
