import { Text } from '@mantine/core';
import type { RunProgress } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
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
  const { number } = useFormats();
  return ({ status, read, applied, total }) => {
    if (status === 'queued') return t('progress.queued');
    if (total === null || status === 'reading') return t('progress.reading', { read: number(read) });
    return t('progress.applying', { applied: number(applied), total: number(total) });
  };
}
