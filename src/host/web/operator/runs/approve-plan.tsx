import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { RunDetails, RunRow } from '../../shared/api/api-types.js';
import { guardsQuery, useApprovePlan } from '../../shared/api/runs.js';
import { Dialog } from '../../shared/components/dialog.js';
import { ReasonInput } from '../../shared/components/reason-input.js';
import { Failure } from '../../shared/components/failure.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ApprovalNeedText } from './approval-need-text.js';
import { APPROVAL_OBSTACLES } from './obstacle-texts.js';
import { staleText } from './stale-texts.js';
import { changesIn } from './counts.js';

/** Says that nothing was changed yet, and applies exactly the plan, also that of a stopped run, with a reason. */
export function ApprovePlan({ run }: { readonly run: RunDetails }) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  const isStopped = run.status === 'stopped';
  const guards = useQuery(guardsQuery(run.id));
  const isBeyondLimits = isStopped || guards.isError || (guards.data ?? []).length > 0;
  const apply = t(isBeyondLimits ? 'plan.applyStopped' : 'plan.apply');
  const { stale } = run.plan;
  const obstacle = stale ? null : run.approverObstacle;
  const changes = changesIn(run.counts);
  // Without a change, there is something to apply if people are missing: that they are.
  const isOnlyMissing = changes === 0 && isStopped && (guards.data ?? []).some(({ guard }) => guard === 'entries');
  const canApply = changes > 0 || isOnlyMissing;
  const content = isOnlyMissing ? 'plan.onlyMissing' : changes > 0 ? 'plan.text' : 'plan.empty';
  const isOpen = canApply && !stale && obstacle !== 'unknown';
  const title = !isStopped ? 'plan.title' : isOpen ? 'plan.titleStopped' : 'plan.titleKept';
  return (
    <Alert color="harbor" icon={<IconListCheck aria-hidden />} title={t(title)}>
      <Stack gap="sm" align="flex-start">
        {run.approvalNeed && !stale && <ApprovalNeedText need={run.approvalNeed} />}
        <Text size="sm">{stale ? t(staleText(stale, run)) : t(content)}</Text>
        {canApply && obstacle && <Text size="sm">{t(APPROVAL_OBSTACLES[obstacle])}</Text>}
        {canApply && run.hash && !stale && !obstacle && !guards.isPending && (
          <Button size="sm" onClick={() => setOpened(true)}>
            {apply}
          </Button>
        )}
      </Stack>
      <Dialog opened={opened} title={apply} onClose={() => setOpened(false)}>
        <ApprovalForm run={run} changes={changes} apply={apply} onClose={() => setOpened(false)} />
      </Dialog>
    </Alert>
  );
}

interface ApprovalFormProps {
  readonly run: RunRow;
  readonly changes: number;
  /** What the button says. */
  readonly apply: string;
  readonly onClose: () => void;
}

function ApprovalForm({ run, changes, apply, onClose }: ApprovalFormProps) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const approve = useApprovePlan(run.id);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    approve.mutate({ hash: run.hash ?? '', reason }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text size="sm">{changes > 0 ? t('plan.confirm', { count: changes }) : t('plan.onlyMissing')}</Text>
        <ReasonInput description={t('plan.reasonHelp')} value={reason} onChange={setReason} isFirst />
        {approve.error && <Failure error={approve.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={approve.isPending} disabled={reason.trim() === ''}>
            {apply}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
