import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { ApiError } from '../../shared/api/api-error.js';
import { useStartRun } from '../../shared/api/jobs.js';
import { isUnderWay } from '../../shared/api/run-status.js';
import type { Job } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useNotices } from '../../shared/components/use-notices.js';

/** Starts a run and opens its page. If another run prevents the start, opens that one. */
export function StartJob({ job }: { readonly job: Job }) {
  const { t, translateManifest } = useTexts();
  const notices = useNotices();
  const navigate = useNavigate();
  const run = useStartRun(job.name);

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
      leftSection={<IconPlayerPlay size={17} aria-hidden />}
      loading={run.isPending}
      disabled={isUnderWay(job.status)}
      onClick={start}
      aria-label={t('jobs.startOf', { name: translateManifest(job.processName) })}
    >
      {t('jobs.start')}
    </Button>
  );
}
