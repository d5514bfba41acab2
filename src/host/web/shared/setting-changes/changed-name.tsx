import { Stack, Text } from '@mantine/core';
import type { SettingChange } from '../api/api-types.js';
import type { FormDefinition } from '../api/jobs.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';
import { lossOf } from './loss-of.js';
import { useSettingName } from './use-setting-name.js';

interface ChangedNameProps {
  readonly change: SettingChange;
  readonly definition: FormDefinition;
}

/** The name of a changed setting, with the harm that the change could do. */
export function ChangedName({ change, definition }: ChangedNameProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const nameOf = useSettingName(definition);
  const loss = lossOf(change);
  return (
    <Stack gap={2}>
      <span>{nameOf(change.field)}</span>
      {loss && (
        <Text size="xs" fw={400}>
          {t(loss, { count: change.people ?? 0, shown: number(change.people ?? 0) })}
        </Text>
      )}
    </Stack>
  );
}
