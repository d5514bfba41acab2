import { Checkbox, Group, Text } from '@mantine/core';
import type { ChangeRow } from '../../shared/api/api-types.js';
import { MAX_SELECTED, toggledAll } from '../../shared/components/selection.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RevertButton } from './revert-button.js';
import { fieldsToRevert, isRevertible } from './revert-scope.js';

interface RevertSelectionProps {
  readonly runId: string;
  readonly shown: readonly ChangeRow[];
  /** IDs of changes. */
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

/** Selects all changes that are shown, and turns the selected ones back. */
export function RevertSelection({ runId, shown, selected, onSelect }: RevertSelectionProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const revertible = shown.filter(isRevertible);
  const chosen = revertible.filter(({ id }) => selected.has(id));
  if (revertible.length === 0) return null;
  const users = {
    ids: chosen.flatMap(({ userId }) => userId ?? []),
    name: undefined,
    fields: fieldsToRevert(chosen),
  };
  return (
    <Group gap="md" mih={36}>
      <Checkbox
        label={t('revert.selectShown', { count: revertible.length, shown: number(revertible.length) })}
        checked={chosen.length === revertible.length}
        indeterminate={chosen.length > 0 && chosen.length < revertible.length}
        onChange={() =>
          onSelect(
            toggledAll(
              selected,
              revertible.map(({ id }) => id),
            ),
          )
        }
      />
      <Text size="sm" c="dimmed" role="status">
        {chosen.length > 0 && t('revert.selected', { count: chosen.length, shown: number(chosen.length) })}
        {chosen.length >= MAX_SELECTED && ` ${t('revert.mostSelected')}`}
      </Text>
      {chosen.length > 0 && <RevertButton runId={runId} users={users} />}
    </Group>
  );
}
