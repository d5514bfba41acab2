import { Button, Group, Text } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTexts } from '../i18n/use-texts.js';

interface LoadMoreProps {
  /** Undefined while it is not known. */
  readonly shown: number | undefined;
  /** How many rows there are, if the page says so. */
  readonly total?: number | undefined;
  readonly hasMore: boolean;
  readonly loading: boolean;
  /** Whether more rows are loaded without a click when the button comes into view. @default false */
  readonly automatic?: boolean;
  readonly more: () => unknown;
}

export function LoadMore({ shown, total, hasMore, loading, automatic = false, more }: LoadMoreProps) {
  const { t } = useTexts();
  const { ref, inViewport } = useInViewport<HTMLButtonElement>();
  useEffect(() => {
    if (automatic && inViewport && hasMore && !loading) void more();
    // Once each time the button comes into view: neither a failure nor rows that are too few to move it load again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [inViewport]);
  const count = shown ?? 0;
  const ofTotal = (known: number) => (hasMore ? t('rows.shownOf', { shown: count, count: known }) : '');
  const text = total === undefined ? t(hasMore ? 'rows.shownSoFar' : 'rows.shownAll', { count }) : ofTotal(total);
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {shown === undefined ? t('loading') : text}
      </Text>
      {hasMore && shown !== undefined && (
        <Button ref={ref} variant="default" loading={loading} onClick={() => void more()}>
          {t('rows.more')}
        </Button>
      )}
    </Group>
  );
}
