import { Code, Text } from '@mantine/core';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** The value that is to blame for a problem. The host has made it safe to show. */
export function OffendingValue({ value }: { readonly value: string | null }) {
  const { t } = useTexts();
  if (value === null) return null;
  return (
    <Text inherit>
      {t('problems.value')}{' '}
      <Code fz="inherit" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        <bdi>{value}</bdi>
      </Code>
    </Text>
  );
}
