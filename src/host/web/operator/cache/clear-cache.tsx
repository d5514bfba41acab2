import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useClearCache } from '../../shared/api/cache.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useNotices } from '../../shared/components/use-notices.js';

export function ClearCache() {
  const { t } = useTexts();
  const notices = useNotices();
  const clear = useClearCache();
  const onClick = () =>
    clear.mutate(undefined, {
      onSuccess: () => notices.done(t('cache.cleared')),
      onError: (error) => notices.failed(error),
    });
  return (
    <Button leftSection={<IconRefresh size={18} aria-hidden />} loading={clear.isPending} onClick={onClick}>
      {t('cache.clear')}
    </Button>
  );
}
