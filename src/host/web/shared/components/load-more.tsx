import { Button, Group, Text } from '@mantine/core';
import { useTexts } from '../i18n/use-texts.js';

interface LoadMoreProps {
  /** Undefined while it is not known. */
  readonly shown: number | undefined;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly more: () => unknown;
}

export function LoadMore({ shown, hasMore, loading, more }: LoadMoreProps) {
  const { t } = useTexts();
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {shown === undefined ? t('loading') : t(hasMore ? 'rows.shownSoFar' : 'rows.shownAll', { count: shown })}
      </Text>
      {hasMore && shown !== undefined && (
        <Button variant="default" loading={loading} onClick={() => void more()}>
          {t('rows.more')}
        </Button>
      )}
    </Group>
  );
}
