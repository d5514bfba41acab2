import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useClearCache } from '../../shared/api/cache.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useErrorText } from '../../shared/parts/use-error-text.js';

export function ClearCache() {
  const { t } = useTexts();
  const textOf = useErrorText();
  const clear = useClearCache();
  const onClick = () =>
    clear.mutate(undefined, {
      onSuccess: () => notifications.show({ message: t('cache.cleared'), color: 'green' }),
      onError: (error) => notifications.show({ message: textOf(error), color: 'red', autoClose: 10_000 }),
    });
  return (
    <Button leftSection={<IconRefresh size={18} aria-hidden />} loading={clear.isPending} onClick={onClick}>
      {t('cache.clear')}
    </Button>
  );
}
