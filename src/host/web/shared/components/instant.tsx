import { Text } from '@mantine/core';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';

interface InstantProps {
  readonly at: string | null;
  /** Shown when `at` is null. */
  readonly none?: string;
}

/** A date in the time zone of the browser. Its title contains the exact instant. */
export function Instant({ at, none }: InstantProps) {
  const { t } = useTexts();
  const { instant, exact } = useFormats();
  if (!at) {
    return (
      <Text span inherit c="dimmed">
        {none ?? t('none')}
      </Text>
    );
  }
  return (
    <time dateTime={at} title={exact(at)}>
      {instant(at)}
    </time>
  );
}
