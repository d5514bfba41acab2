import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRevert } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { USER_FIELDS_IN_ORDER } from '../../shared/components/field-order.js';
import { ReasonInput } from '../../shared/components/reason-input.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

export interface RevertSubject {
  readonly runId: string;
  /** Undefined: all users of the run. */
  readonly user: { readonly id: string; readonly name: string; readonly fields: readonly string[] } | undefined;
}

/** Asks for a reason, and for one field if not all are meant. Then leads to the plan. */
export function RevertForm({ runId, user, onClose }: RevertSubject & { readonly onClose: () => void }) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [field, setField] = useState('');
  const revert = useRevert(runId);
  const fields = user?.fields ?? [...USER_FIELDS_IN_ORDER, 'state'];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const scope = { ...(user && { users: [user.id] }), ...(field && { fields: [field] }) };
    revert.mutate({ ...scope, reason }, { onSuccess: (plan) => void navigate(`/runs/${plan.id}`) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text size="sm">{t('revert.text')}</Text>
        {user && <Text size="sm">{t('revert.oneUser', { name: user.name })}</Text>}
        <NativeSelect
          label={t('revert.field')}
          value={field}
          onChange={(event) => setField(event.currentTarget.value)}
          data={[
            { value: '', label: t('revert.allFields') },
            ...fields.map((name) => ({ value: name, label: fieldName(name) })),
          ]}
        />
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
