import { Button, Group, Stack, Text } from '@mantine/core';
import type { Job, RunRow } from '../../shared/api/api-types.js';
import { Dialog } from '../../shared/components/dialog.js';
import { useSectionList } from '../../shared/components/use-section-list.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChangedSinceApplied } from '../../shared/setting-changes/changed-since-applied.js';

interface StartDialogProps {
  readonly job: Job;
  readonly opened: boolean;
  readonly onStart: (mode: RunRow['mode']) => void;
  readonly onClose: () => void;
}

/** Says which settings have changed since the last applied run, and offers to look at the changes first. */
export function StartDialog({ job, opened, onStart, onClose }: StartDialogProps) {
  const { t } = useTexts();
  const sectionList = useSectionList();
  return (
    <Dialog opened={opened} title={t('jobs.changedTitle')} size="xl" onClose={onClose}>
      <Stack gap="lg">
        <Text size="sm">{t('jobs.changedText', { sections: sectionList(job.changedSections) })}</Text>
        {opened && <ChangedSinceApplied job={job} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button variant="default" onClick={() => onStart('apply')}>
            {t('jobs.applyNow')}
          </Button>
          <Button onClick={() => onStart('plan')} data-autofocus>
            {t('jobs.preview')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
