import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { SettingsOwner } from '../../shared/api/settings.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Leads from the form of settings to their versions. */
export function HistoryButton({ page }: Pick<SettingsOwner, 'page'>) {
  const { t } = useTexts();
  return (
    <Button
      component={Link}
      to={`${page}/history`}
      variant="default"
      leftSection={<IconHistory size={17} aria-hidden />}
    >
      {t('history.title')}
    </Button>
  );
}
