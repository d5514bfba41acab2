import { Button, Group, Text } from '@mantine/core';
import { useTexts } from '../i18n/use-texts.js';

interface LoadMoreProps {
  readonly shown: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly more: () => unknown;
}

export function LoadMore({ shown, hasMore, loading, more }: LoadMoreProps) {
  const { t } = useTexts();
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {t(hasMore ? 'rows.shownSoFar' : 'rows.shownAll', { count: shown })}
      </Text>
      {hasMore && (
        <Button variant="default" loading={loading} onClick={() => void more()}>
          {t('rows.more')}
        </Button>
      )}
    </Group>
  );
}
