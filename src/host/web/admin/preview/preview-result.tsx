import { Alert, Anchor, Text } from '@mantine/core';
import { IconAlertTriangle, IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { RunDetails } from '../../shared/api/api-types.js';
import { runQuery } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';

const POLLING_MS = 1000;

/** How far the preview is, and the way to it. It opens in another tab, so that unsaved values stay in the form. */
export function PreviewResult({ id }: { readonly id: string }) {
  const { t } = useTexts();
  const plan = useQuery({
    ...runQuery(id),
    refetchInterval: ({ state }) => (state.data?.endedAt ? false : POLLING_MS),
  });
  if (plan.isError) return <Failure error={plan.error} retry={plan.refetch} />;
  const failed = plan.data?.status === 'failed' || plan.data?.status === 'cancelled';
  const Picture = failed ? IconAlertTriangle : IconEye;
  return (
    <Alert color={failed ? 'red' : 'blue'} icon={<Picture aria-hidden />} title={t(titleOf(plan.data))} role="status">
      {failed && plan.data?.reason && <Text size="sm">{plan.data.reason.message}</Text>}
      <Anchor
        c="inherit"
        href={`/operator/runs/${encodeURIComponent(id)}`}
        target="_blank"
        rel="noreferrer"
        underline="always"
      >
        {t('preview.open')}
      </Anchor>
    </Alert>
  );
}

function titleOf(plan: RunDetails | undefined): TextKey {
  if (!plan?.endedAt) return 'preview.running';
  return plan.status === 'planned' ? 'preview.ready' : 'preview.failed';
}
