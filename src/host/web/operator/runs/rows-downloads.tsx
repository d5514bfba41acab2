import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { rowsDownload, type RowsFilter, type RowsOfRun } from '../../shared/api/runs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface RowsDownloadsProps {
  readonly runId: string;
  readonly rows: RowsOfRun;
  readonly filter: RowsFilter;
}

/** Links to the rows of a run as files, as they are filtered. */
export function RowsDownloads({ runId, rows, filter }: RowsDownloadsProps) {
  const { t } = useTexts();
  return (
    <Group gap="xs">
      {(['csv', 'json'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={rowsDownload(runId, rows, format, filter)}
          download
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} aria-hidden />}
        >
          {t('runRows.download', { format: format.toUpperCase() })}
        </Button>
      ))}
    </Group>
  );
}
