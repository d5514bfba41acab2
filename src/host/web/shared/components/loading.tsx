import { Paper, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTexts } from '../i18n/use-texts.js';

/** A placeholder for content that is being loaded. */
export function Loading({ rows = 4 }: { readonly rows?: number }) {
  const { t } = useTexts();
  return (
    <Paper p="lg">
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      <Stack gap="lg" aria-hidden>
        {Array.from({ length: rows }, (_, row) => (
          <Stack key={row} gap={8}>
            <Skeleton height={12} width={`${38 + ((row * 17) % 40)}%`} />
            <Skeleton height={10} width={`${60 + ((row * 11) % 35)}%`} />
          </Stack>
        ))}
      </Stack>
    </Paper>
  );
}
