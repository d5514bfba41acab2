import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRevert } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { USER_FIELDS_IN_ORDER } from '../../shared/components/field-order.js';
import { ReasonInput } from '../../shared/components/reason-input.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

export interface RevertedUsers {
  readonly ids: readonly string[];
  /** Of one user, if the dialog is about this one. */
  readonly name: string | undefined;
  /** Those of which one can be turned back alone. */
  readonly fields: readonly string[];
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
  const fieldName = useFieldName();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [field, setField] = useState('');
  const revert = useRevert(runId);
  const fields = users?.fields ?? [...USER_FIELDS_IN_ORDER, 'state'];
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
