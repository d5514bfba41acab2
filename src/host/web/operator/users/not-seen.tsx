import { Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Says that the entry of a user is no longer seen; nothing while it is. */
export function NotSeen({ since }: { readonly since: string | null | undefined }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  if (!since) return null;
  return <NotSeenText text={t('users.notSeenAt', { at: instant(since) })} />;
}

/** A sentence about an entry that is no longer seen. */
export function NotSeenText({ text }: { readonly text: string }) {
  return (
    <Text size="xs" c="light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-4))" fw={400}>
      <IconEyeOff size={13} aria-hidden style={{ verticalAlign: '-2px' }} /> {text}
    </Text>
  );
}
