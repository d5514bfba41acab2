import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../../shared/components/dialog.js';
import { browserTimeZone, useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { Save } from './use-save.js';

/** Asks whether to switch the schedule on, because otherwise the entered expression would start nothing. */
export function SwitchOnDialog({ save }: { readonly save: Save }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { firstExecution, cancel } = save;
  return (
    <Dialog opened={firstExecution !== undefined} title={t('switchOn.title')} onClose={cancel}>
      <Stack gap="lg">
        <Text size="sm">
          {firstExecution && t('switchOn.text', { at: instant(firstExecution), timeZone: browserTimeZone })}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={cancel}>
            {t('actions.cancel')}
          </Button>
          <Button variant="default" onClick={save.saveOnly}>
            {t('switchOn.saveOnly')}
          </Button>
          <Button data-autofocus onClick={save.saveAndSwitchOn}>
            {t('switchOn.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
