import { Button, Fieldset, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { PinChoice } from './pin-requests.js';

interface PinsInputProps {
  readonly choice: PinChoice;
  /** The values that can be pinned, with their labels. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The names of the values that the form changes. */
  readonly changed: readonly string[];
  /** Whether any of the chosen pins is new. */
  readonly isNew: boolean;
  readonly error: string | undefined;
  readonly onChange: (choice: PinChoice) => void;
}

/** Which values runs leave alone, and until when. */
export function PinsInput({ choice, options, changed, isNew, error, onChange }: PinsInputProps) {
  const { t } = useTexts();
  const unpinned = changed.filter((name) => !choice.names.includes(name));
  return (
    <Fieldset legend={t('pins.title')}>
      <Stack gap="md">
        <MultiSelect
          label={t('pins.fields')}
          description={t('pins.help')}
          value={[...choice.names]}
          onChange={(names) => onChange({ ...choice, names })}
          data={[...options]}
          searchable
          clearable={false}
          nothingFoundMessage={t('none')}
        />
        {unpinned.length > 0 && (
          <Group>
            <Button
              variant="light"
              size="sm"
              leftSection={<IconPin size={16} aria-hidden />}
              onClick={() => onChange({ ...choice, names: [...choice.names, ...unpinned] })}
            >
              {t('pins.pinChanged')}
            </Button>
          </Group>
        )}
        {isNew && (
          <TextInput
            type="date"
            label={t('pins.until')}
            description={t('pins.untilHelp')}
            value={choice.until}
            onChange={(event) => onChange({ ...choice, until: event.currentTarget.value })}
            error={error}
            maw={260}
          />
        )}
      </Stack>
    </Fieldset>
  );
}
