import { PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { FieldError } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { EMPTY_NAMING } from '../naming/naming-inputs.js';
import type { Access, StoredAccess } from './access-settings.js';
import { ConnectObstacle } from './connect-obstacle.js';
import { FurtherServers } from './further-servers.js';
import { PoolNaming } from './pool-naming.js';
import type { Obstacle } from './prove-connection.js';
import { StepSection } from './step-section.js';
import { setUpPage } from './steps.js';
import { useConnect } from './use-connect.js';

interface ConnectStepProps {
  /** The data pool to connect; absent: a new one. */
  readonly pool?: string;
  readonly stored: StoredAccess;
  readonly isPasswordStored: boolean;
}

/** Address, user and password of a directory, proven before they are saved. */
export function ConnectStep({ pool, stored, isPasswordStored }: ConnectStepProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [naming, setNaming] = useState(EMPTY_NAMING);
  const [access, setAccess] = useState<Access>(stored);
  const connect = useConnect(pool ?? naming, (name) => void navigate(setUpPage(name, 'people'), { replace: !pool }));
  const { obstacle, pending } = connect;
  const passwordError = errorOf(obstacle, 'dataPool.bindPassword');
  const change = (part: Partial<Access>) => setAccess({ ...access, ...part });
  /** Another server may have another authority. That of further servers stays. */
  const changeAddress = (address: string) => {
    const isKept = access.further.length > 0 || address.trim() === stored.address;
    change({ address, ca: isKept ? stored.ca : null });
  };
  /** The authorities of further servers, which stay. */
  const others = access.further.length > 0 ? access.ca : null;
  const accept = (authority: string) => {
    const ca = others ? `${others.trimEnd()}\n${authority}` : authority;
    change({ ca });
    connect.run({ ...access, ca });
  };
  const isAsStored = access.address.trim() === stored.address;

  return (
    <StepSection
      title={t('setUp.steps.connect')}
      help={t('setUp.connectHelp')}
      pending={pending}
      onNext={() => connect.run(access, !(isAsStored && stored.isUnencrypted))}
    >
      <Stack gap="md" maw={560}>
        {pool === undefined && (
          <PoolNaming naming={naming} onChange={setNaming} error={connect.creationError} isFixed={connect.isCreated} />
        )}
        <TextInput
          label={t('setUp.address')}
          description={t('setUp.addressHelp')}
          error={
            obstacle?.kind === 'address-missing'
              ? t('setUp.addressMissing')
              : errorOf(obstacle, 'dataPool.urls', ({ field }) => !isOfFurther(field))
          }
          value={access.address}
          onChange={(event) => changeAddress(event.currentTarget.value)}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
        <FurtherServers
          servers={access.further}
          error={errorOf(obstacle, 'dataPool.urls', ({ field }) => isOfFurther(field))}
          onChange={(further) => change({ further })}
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
          isAdded={Boolean(others)}
          onAccept={accept}
          onUnencrypted={() => connect.run(access, false)}
        />
      )}
    </StepSection>
  );
}

/** Whether a setting is about a server after the first one. */
function isOfFurther(field: string): boolean {
  return /^dataPool\.urls\.[1-9]/.test(field);
}

/** What is wrong with a value, by the input where it can be corrected. */
function errorOf(
  obstacle: Obstacle | undefined,
  field: string,
  isHere: (error: FieldError) => boolean = () => true,
): string | undefined {
  if (obstacle?.kind === 'step') return obstacle.step.field === field ? obstacle.step.found : undefined;
  if (obstacle?.kind !== 'fields') return undefined;
  const isOf = (error: FieldError) => error.field === field || error.field.startsWith(`${field}.`);
  const messages = obstacle.errors.filter((each) => isOf(each) && isHere(each)).map(({ message }) => message);
  return messages.length > 0 ? messages.join(' ') : undefined;
}
