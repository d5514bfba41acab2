import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconListSearch, IconPlayerPlay, type Icon } from '@tabler/icons-react';
import { isUnderWay } from '../../shared/api/run-status.js';
import type { Job, RunRow } from '../../shared/api/api-types.js';
import { useJobName } from '../../shared/components/use-job-name.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { StartDialog } from './start-dialog.js';
import { useStart } from './use-start.js';

/** Starts a run, or previews its changes. Asks first if settings have changed since the last applied run. */
export function StartJob({ job }: { readonly job: Job }) {
  const apply = useStart(job.name, 'apply');
  const plan = useStart(job.name, 'plan');
  const [opened, dialog] = useDisclosure(false);
  const startNow = (mode: RunRow['mode']) => {
    dialog.close();
    (mode === 'apply' ? apply : plan).start();
  };
  return (
    <Stack gap="xs" align="stretch">
      <StartButton
        job={job}
        isPrimary
        text="jobs.start"
        label="jobs.startOf"
        icon={IconPlayerPlay}
        isPending={apply.isPending}
        onClick={job.changedSections.length > 0 ? dialog.open : apply.start}
      />
      <StartButton
        job={job}
        isPrimary={false}
        text="jobs.preview"
        label="jobs.previewOf"
        icon={IconListSearch}
        isPending={plan.isPending}
        onClick={plan.start}
      />
      <StartDialog job={job} opened={opened} onStart={startNow} onClose={dialog.close} />
    </Stack>
  );
}

interface StartButtonProps {
  readonly job: Job;
  readonly isPrimary: boolean;
  readonly text: TextKey;
  readonly label: TextKey;
  readonly icon: Icon;
  readonly isPending: boolean;
  readonly onClick: () => void;
}

function StartButton({ job, isPrimary, text, label, icon: Picture, isPending, onClick }: StartButtonProps) {
  const { t } = useTexts();
  const jobName = useJobName();
  return (
    <Button
      size="sm"
      variant={isPrimary ? 'filled' : 'default'}
      leftSection={<Picture size={17} aria-hidden />}
      loading={isPending}
      disabled={isUnderWay({ status: job.status, endedAt: job.lastEnd })}
      onClick={onClick}
      aria-label={t(label, { name: jobName(job) })}
    >
      {t(text)}
    </Button>
  );
}
