import { Code, Text } from '@mantine/core';
import type { PreviewedValue, PreviewedValues as Values } from '../../shared/api/preview.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Values, each on its line. The host has made them safe to show. */
export function PreviewedValues({ values, count }: Values) {
  const { t } = useTexts();
  if (count === 0)
    return (
      <Text inherit c="dimmed">
        {t('personPreview.noValue')}
      </Text>
    );
  return (
    <>
      {values.map((value, index) => (
        // Values have no identity other than their position.
        // oxlint-disable-next-line react/no-array-index-key
        <Value key={index} value={value} />
      ))}
      {count > values.length && (
        <Text inherit c="dimmed">
          {t('personPreview.more', { count: count - values.length })}
        </Text>
      )}
    </>
  );
}

/** One value, and why it cannot be used. */
export function Value({ value: { text, bytes, problem } }: { readonly value: PreviewedValue }) {
  const { t } = useTexts();
  return (
    <div>
      <Code fz="inherit" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        <bdi>{bytes === null ? text : t('personPreview.bytes', { text, count: bytes })}</bdi>
      </Code>
      {problem && <Text inherit>{problem.message}</Text>}
    </div>
  );
}
