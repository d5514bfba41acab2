import { Text } from '@mantine/core';
import type { UserChangeRow } from '../../shared/api/api-types.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { Instant } from '../../shared/components/instant.js';

interface ByPersonProps {
  readonly text: TextKey;
  readonly manual: NonNullable<UserChangeRow['manual']>;
  readonly at?: string;
}

/** Who changed something by hand, when, and why. */
export function ByPerson({ text, manual: { by, reason }, at }: ByPersonProps) {
  const { t } = useTexts();
  return (
    <Text size="xs" c="dimmed" fw={400} style={{ overflowWrap: 'anywhere' }}>
      {t(text, { by: by ?? t('users.commandLine') })}
      {at && (
        <>
          {' '}
          <Instant at={at} />
        </>
      )}
      {': '}
      {reason}
    </Text>
  );
}
