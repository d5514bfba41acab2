import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  type ConflictChoice,
  type ConflictKind,
  type ConflictRow,
  useDecideConflicts,
} from '../../shared/api/conflicts.js';
import { Failure } from '../../shared/components/failure.js';
import { ReasonInput } from '../../shared/components/reason-input.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Consequences } from './consequences.js';

/** What a decision is about. */
export interface DecidedConflicts {
  /** Of a whole kind, those that are shown; at least one. */
  readonly conflicts: readonly ConflictRow[];
  /** Undefined: only `conflicts`. */
  readonly kind: ConflictKind | undefined;
}

interface DecideFormProps {
  readonly choice: ConflictChoice;
  readonly decided: DecidedConflicts;
  readonly releasedName: string;
  readonly onClose: () => void;
}

/** Says what will happen and asks for a reason. Then leads to the plan. */
export function DecideForm({ choice, decided: { conflicts, kind }, releasedName, onClose }: DecideFormProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const decide = useDecideConflicts();
  const which = kind ? { code: kind.code } : { ids: conflicts.map(({ id }) => id) };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const decision = { job: conflicts[0]?.job ?? '', choice, ...which, reason };
    decide.mutate(decision, { onSuccess: (plan) => void navigate(`/runs/${plan.id}`) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Consequences
          choice={choice}
          conflicts={conflicts}
          count={kind?.conflicts ?? conflicts.length}
          ofKind={kind !== undefined}
          releasedName={releasedName}
        />
        <Text size="sm">{t('conflicts.planText')}</Text>
        <ReasonInput description={t('plan.reasonHelp')} value={reason} onChange={setReason} isFirst />
        {decide.error && <Failure error={decide.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={decide.isPending} disabled={reason.trim() === ''}>
            {t('conflicts.makePlan')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
