import { Alert, Anchor } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Says that the page shows a past state, and leads to the present one. */
export function PastState({ at }: { readonly at: string }) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const isTime = !Number.isNaN(Date.parse(at));
  return (
    <Alert
      color="harbor"
      icon={<IconHistory aria-hidden />}
      title={t('users.pastTitle', { at: isTime ? instant(at) : at })}
    >
      {t('users.pastText')}{' '}
      <Anchor component={Link} to="." replace inherit>
        {t('users.showPresent')}
      </Anchor>
    </Alert>
  );
}
