import type { RunRow } from '../../shared/api/wire.js';
import type { TextKey } from '../../shared/i18n/use-texts.js';

type CountName = Exclude<keyof RunRow['counts'], 'read'>;

/** The parts of what was read, in the order that they are told in. */
export const COUNTS: readonly { readonly name: CountName; readonly text: TextKey; readonly color: string }[] = [
  { name: 'created', text: 'counts.created', color: 'var(--mantine-color-green-7)' },
  { name: 'updated', text: 'counts.updated', color: 'var(--mantine-color-harbor-5)' },
  { name: 'activated', text: 'counts.activated', color: 'var(--mantine-color-teal-4)' },
  { name: 'unchanged', text: 'counts.unchanged', color: 'var(--mantine-color-gray-4)' },
  { name: 'problems', text: 'counts.problems', color: 'var(--mantine-color-orange-6)' },
];
