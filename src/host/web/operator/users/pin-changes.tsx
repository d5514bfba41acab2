import { Text } from '@mantine/core';
import { IconPin, IconPinnedOff } from '@tabler/icons-react';
import type { UserChangeRow } from '../../shared/api/api-types.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** The pins that a person set or removed. */
export function PinChanges({ pins }: Pick<UserChangeRow, 'pins'>) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const { instant } = useFormats();
  return Object.entries(pins).map(([name, pin]) => {
    const Icon = pin ? IconPin : IconPinnedOff;
    return (
      <Text key={name} size="sm">
        <Icon size={14} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
        {t(pin ? 'pins.wasPinned' : 'pins.wasRemoved', { field: fieldName(name) })}
        {pin?.expiresAt && `, ${t('pins.expires', { at: instant(pin.expiresAt) })}`}
      </Text>
    );
  });
}
