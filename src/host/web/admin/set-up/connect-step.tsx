import { PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { FieldError } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { EMPTY_NAMING } from '../naming/naming-inputs.js';
import type { Access } from './access-settings.js';
import { ConnectObstacle } from './connect-obstacle.js';
import { PoolNaming } from './pool-naming.js';
import type { Obstacle } from './prove-connection.js';
import { StepSection } from './step-section.js';
import { setUpPage } from './steps.js';
import { useConnect } from './use-connect.js';

interface ConnectStepProps {
  /** The data pool to connect; absent: a new one. */
  readonly pool?: string;
  readonly stored: Access;
  readonly isPasswordStored: boolean;
}

/** Address, user and password of a directory, proven before they are saved. */
export function ConnectStep({ pool, stored, isPasswordStored }: ConnectStepProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [naming, setNaming] = useState(EMPTY_NAMING);
  const [access, setAccess] = useState(stored);
  const connect = useConnect(pool ?? naming, (name) => void navigate(setUpPage(name, 'people'), { replace: !pool }));
  const { obstacle, pending } = connect;
  const passwordError = errorOf(obstacle, 'dataPool.bindPassword');
  const change = (part: Partial<Access>) => setAccess({ ...access, ...part });
  /** Another server may have another authority. */
  const changeAddress = (address: string) => change({ address, ca: null });
  const accept = (ca: string) => {
    change({ ca });
    connect.run({ ...access, ca });
  };

  return (
    <StepSection
      title={t('setUp.steps.connect')}
      help={t('setUp.connectHelp')}
      pending={pending}
      onNext={() => connect.run(access)}
    >
      <Stack gap="md" maw={560}>
        {pool === undefined && (
          <PoolNaming naming={naming} onChange={setNaming} error={connect.creationError} isFixed={connect.isCreated} />
        )}
        <TextInput
          label={t('setUp.address')}
          description={t('setUp.addressHelp')}
          error={obstacle?.kind === 'address-missing' ? t('setUp.addressMissing') : errorOf(obstacle, 'dataPool.urls')}
          value={access.address}
          onChange={(event) => changeAddress(event.currentTarget.value)}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          label={t('setUp.user')}
          description={t('setUp.userHelp')}
          error={errorOf(obstacle, 'dataPool.bindDn')}
          value={access.user}
          onChange={(event) => change({ user: event.currentTarget.value })}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
        <PasswordInput
          label={t('setUp.password')}
          error={passwordError}
          aria-invalid={passwordError ? true : undefined}
          placeholder={isPasswordStored ? t('form.passwordStored') : undefined}
          value={access.password}
          onChange={(event) => change({ password: event.currentTarget.value })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword') }}
        />
      </Stack>
      {obstacle && (
        <ConnectObstacle
          obstacle={obstacle}
          pending={pending}
          onAccept={accept}
          onUnencrypted={() => connect.run(access, false)}
        />
      )}
    </StepSection>
  );
}

/** What is wrong with a value, by the input where it can be corrected. */
function errorOf(obstacle: Obstacle | undefined, field: string): string | undefined {
  if (obstacle?.kind === 'step') return obstacle.step.field === field ? obstacle.step.found : undefined;
  if (obstacle?.kind !== 'fields') return undefined;
  const isOf = (error: FieldError) => error.field === field || error.field.startsWith(`${field}.`);
  const messages = obstacle.errors.filter(isOf).map(({ message }) => message);
  return messages.length > 0 ? messages.join(' ') : undefined;
}
