import { ActionIcon, Button, Group } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../../../shared/i18n/use-texts.js';

interface RemoveLineProps {
  /** Of the list. */
  readonly label: string;
  readonly index: number;
  readonly onClick: () => void;
}

/** Removes a line of a list. */
export function RemoveLine({ label, index, onClick }: RemoveLineProps) {
  const { t } = useTexts();
  const name = t('form.removeLine', { label, position: index + 1 });
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={name} onClick={onClick}>
      <IconTrash size={18} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}

/** Adds a line to the end of a list. */
export function AddLine({ onClick }: Pick<RemoveLineProps, 'onClick'>) {
  const { t } = useTexts();
  return (
    <Group>
      <Button variant="subtle" size="xs" px={8} leftSection={<IconPlus size={16} aria-hidden />} onClick={onClick}>
        {t('form.addLine')}
      </Button>
    </Group>
  );
}
