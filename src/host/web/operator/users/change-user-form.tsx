import { Alert, Button, Group, Select, SimpleGrid, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { type UserDetails, useChangeUser } from '../../shared/api/users.js';
import { Failure } from '../../shared/components/failure.js';
import { ReasonInput } from '../../shared/components/reason-input.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useNotices } from '../../shared/components/use-notices.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { changeableFields, changedValues, valuesOf } from './changeable-fields.js';
import { type PinChoice, pinRequests } from './pin-requests.js';
import { PinsInput } from './pins-input.js';
import { UserFieldInput } from './user-field-input.js';

/** The fields of a user with a reason. Only what differs is sent, with the values that were shown. */
export function ChangeUserForm({ user, onClose }: { readonly user: UserDetails; readonly onClose: () => void }) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const notices = useNotices();
  // The values as they were when the form was opened, although the page behind it may be updated.
  const [shown] = useState(() => valuesOf(user));
  const [values, setValues] = useState(shown);
  const [pinned] = useState(() => Object.keys(user.pins));
  const [choice, setChoice] = useState<PinChoice>({ names: pinned, until: '' });
  const [reason, setReason] = useState('');
  const change = useChangeUser(user.id);
  const changed = changedValues(shown, values);
  const pins = pinRequests(pinned, choice);
  const changedNames = Object.keys(changed.expected);
  const errors = change.error instanceof ApiError ? change.error.fields : [];
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message;
  const pinError = errors.find(({ field }) => field.startsWith('pins.'))?.message;
  const labelOf = (name: string) => (name === 'state' ? t('users.state') : fieldName(name));
  const set = (name: string, value: string) => setValues({ ...values, [name]: value });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const done = () => {
      notices.done(t('users.changeSaved'));
      onClose();
    };
    change.mutate({ ...changed, pins, reason }, { onSuccess: done });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {user.links.length > 0 && (
          <Alert color="harbor" icon={<IconInfoCircle aria-hidden />}>
            {t('users.changeHelp')}
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {changeableFields(user).map((name) => (
            <UserFieldInput
              key={name}
              label={fieldName(name)}
              value={values[name] ?? ''}
              onChange={(value) => set(name, value)}
              error={errorOf(name)}
            />
          ))}
          <Select
            label={t('users.state')}
            value={values['state'] ?? ''}
            onChange={(state) => set('state', state ?? '')}
            data={[
              { value: 'active', label: t('users.stateActive') },
              { value: 'inactive', label: t('users.stateInactive') },
            ]}
            error={errorOf('state')}
            allowDeselect={false}
          />
        </SimpleGrid>
        <PinsInput
          choice={choice}
          options={[...new Set([...Object.keys(values), ...pinned])].map((value) => ({ value, label: labelOf(value) }))}
          changed={changedNames}
          isNew={Object.values(pins).some((pin) => pin !== null)}
          error={pinError}
          onChange={setChoice}
        />
        <ReasonInput description={t('users.changeReasonHelp')} value={reason} onChange={setReason} />
        {change.error && <Failure error={change.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button
            type="submit"
            loading={change.isPending}
            disabled={reason.trim() === '' || changedNames.length + Object.keys(pins).length === 0}
          >
            {t('users.changeSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
