import { Button, Stack } from '@mantine/core';
import { IconListSearch, IconPlayerPlay, type Icon } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { ApiError } from '../../shared/api/api-error.js';
import { useStartRun } from '../../shared/api/jobs.js';
import { isUnderWay } from '../../shared/api/run-status.js';
import type { Job, RunRow } from '../../shared/api/api-types.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { useNotices } from '../../shared/components/use-notices.js';

/** Starts a run, or previews its changes. */
export function StartJob({ job }: { readonly job: Job }) {
  return (
    <Stack gap="xs" align="stretch">
      <StartButton job={job} mode="apply" text="jobs.start" label="jobs.startOf" icon={IconPlayerPlay} />
      <StartButton job={job} mode="plan" text="jobs.preview" label="jobs.previewOf" icon={IconListSearch} />
    </Stack>
  );
}

interface StartButtonProps {
  readonly job: Job;
  readonly mode: RunRow['mode'];
  readonly text: TextKey;
  readonly label: TextKey;
  readonly icon: Icon;
}

/** Starts the run and opens its page. If another run prevents the start, opens that one. */
function StartButton({ job, mode, text, label, icon: Picture }: StartButtonProps) {
  const { t, translateManifest } = useTexts();
  const notices = useNotices();
  const navigate = useNavigate();
  const run = useStartRun(job.name, mode);

  const start = () =>
    run.mutate(undefined, {
      onSuccess: ({ id }) => void navigate(`/runs/${id}`),
      onError: (error) => {
        notices.failed(error);
        if (error instanceof ApiError && error.conflictingRunId) void navigate(`/runs/${error.conflictingRunId}`);
      },
    });

  return (
    <Button
      size="sm"
      variant={mode === 'apply' ? 'filled' : 'default'}
      leftSection={<Picture size={17} aria-hidden />}
      loading={run.isPending}
      disabled={isUnderWay({ status: job.status, endedAt: job.lastEnd })}
      onClick={start}
      aria-label={t(label, { name: translateManifest(job.processName) })}
    >
      {t(text)}
    </Button>
  );
}
