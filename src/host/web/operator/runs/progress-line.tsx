import { Text } from '@mantine/core';
import type { RunProgress } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** The progress of a run in one sentence. */
export function ProgressLine({ progress }: { readonly progress: RunProgress }) {
  return (
    <Text size="xs" c="dimmed">
      {useProgressText()(progress)}
    </Text>
  );
}

export function useProgressText(): (progress: RunProgress) => string {
  const { t } = useTexts();
  return ({ status, read, applied, total, expected }) => {
    if (status === 'queued') return t('progress.queued');
    if (total === null || status === 'reading') {
      return expected === null ? t('progress.reading', { read }) : t('progress.readingOf', { read, expected });
    }
    return t('progress.applying', { applied, total });
  };
}
