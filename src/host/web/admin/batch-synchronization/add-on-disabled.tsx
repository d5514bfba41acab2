import { Alert, Anchor } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTexts } from '../../shared/i18n/use-texts.js';

export function AddOnDisabled() {
  const { t } = useTexts();
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('batch.addOnDisabled')}>
      {t('batch.addOnDisabledText')}{' '}
      <Anchor component={Link} to="/add-ons" inherit underline="always">
        {t('batch.toAddOns')}
      </Anchor>
    </Alert>
  );
}
