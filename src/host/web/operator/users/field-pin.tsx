import { Text } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { UserDetails } from '../../shared/api/users.js';
import { Instant } from '../../shared/components/instant.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface FieldPinProps {
  readonly pin: UserDetails['pins'][string];
  /** What can be done with the pin. */
  readonly children?: ReactNode;
}

/** Says that a value is pinned: by whom, since when, why and until when. */
export function FieldPin({ pin: { by, reason, since, expiresAt }, children }: FieldPinProps) {
  const { t } = useTexts();
  const { instant } = useFormats();
  return (
    <Text size="xs" c="harbor.8" fw={400} component="div" style={{ overflowWrap: 'anywhere' }}>
      <IconPin size={13} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
      {t('pins.pinnedBy', { by: by ?? t('users.commandLine') })} <Instant at={since} />
      {expiresAt && `, ${t('pins.expires', { at: instant(expiresAt) })}`}
      {': '}
      {reason}
      {children}
    </Text>
  );
}
