import { Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Says that the entry of a user is no longer seen; nothing while it is. */
export function NotSeen({ since }: { readonly since: string | null | undefined }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  if (!since) return null;
  return (
    <Text size="xs" c="orange.9" fw={400}>
      <IconEyeOff size={13} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
      {t('users.notSeenAt', { at: instant(since) })}
    </Text>
  );
}
