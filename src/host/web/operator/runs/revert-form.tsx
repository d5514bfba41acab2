import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRevert } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { ReasonInput } from '../../shared/components/reason-input.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RevertField } from './revert-field.js';
import type { RevertibleField } from './revert-scope.js';

export interface RevertedUsers {
  readonly ids: readonly string[];
  /** Of one user, if the dialog is about this one. */
  readonly name: string | undefined;
  /** Those of which one can be turned back alone. */
  readonly fields: readonly RevertibleField[];
}

export interface RevertSubject {
  readonly runId: string;
  /** Undefined: all users of the run. */
  readonly users: RevertedUsers | undefined;
}

/** Asks for a reason, and for one field if not all are meant. Then leads to the plan. */
export function RevertForm({ runId, users, onClose }: RevertSubject & { readonly onClose: () => void }) {
  const { t } = useTexts();
  const { number } = useFormats();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [field, setField] = useState('');
  const revert = useRevert(runId);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const scope = { ...(users && { users: users.ids }), ...(field && { fields: [field] }) };
    revert.mutate({ ...scope, reason }, { onSuccess: (plan) => void navigate(`/runs/${plan.id}`) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text size="sm">{t('revert.text')}</Text>
        {users && (
          <Text size="sm">
            {users.name === undefined
              ? t('revert.someUsers', { count: users.ids.length, shown: number(users.ids.length) })
              : t('revert.oneUser', { name: users.name })}
          </Text>
        )}
        <RevertField runId={runId} users={users} value={field} onChange={setField} />
        <ReasonInput description={t('plan.reasonHelp')} value={reason} onChange={setReason} isFirst />
        {revert.error && <Failure error={revert.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={revert.isPending} disabled={reason.trim() === ''}>
            {t('revert.plan')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
