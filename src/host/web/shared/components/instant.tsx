import { Text } from '@mantine/core';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';

interface InstantProps {
  readonly at: string | null;
  /** Said when there is none. */
  readonly none?: string;
}

/** A date in the reader's time zone; its title says the exact instant. */
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
