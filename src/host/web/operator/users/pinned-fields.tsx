import { Text } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Names the pinned fields of a user; nothing if there are none. */
export function PinnedFields({ names }: { readonly names: readonly string[] }) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  if (names.length === 0) return null;
  const labels = names.map((name) => (name === 'state' ? t('users.state') : fieldName(name)));
  return (
    <Text size="xs" c="harbor.8" fw={400}>
      <IconPin size={13} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
      {t('pins.ofUser', { fields: labels.join(', ') })}
    </Text>
  );
}
