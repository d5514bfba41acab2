import { Chip, Group } from '@mantine/core';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface RowGroup {
  readonly key: string;
  readonly label: string;
}

interface RowGroupsProps {
  readonly label: string;
  readonly groups: readonly RowGroup[];
  /** The key of the selected group; empty: all rows. */
  readonly selected: string;
  readonly onSelect: (key: string) => void;
}

/** What rows have in common, with their numbers. One selects the rows of a group. */
export function RowGroups({ label, groups, selected, onSelect }: RowGroupsProps) {
  const { t } = useTexts();
  return (
    <Chip.Group value={selected} onChange={onSelect}>
      <Group gap="xs" role="radiogroup" aria-label={label}>
        <Chip value="" size="sm">
          {t('runRows.all')}
        </Chip>
        {groups.map((group) => (
          <Chip key={group.key} value={group.key} size="sm">
            {group.label}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
