import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconLockOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useErrorText } from '../../shared/components/use-error-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { Obstacle } from './prove-connection.js';
import { UntrustedChain } from './untrusted-chain.js';

type FailedStep = Extract<Obstacle, { kind: 'step' }>['step'];

/** The settings that have an input on this page, which says what is wrong with them. */
const INPUTS: ReadonlySet<string> = new Set(['dataPool.urls', 'dataPool.bindDn', 'dataPool.bindPassword']);

interface ConnectObstacleProps {
  readonly obstacle: Obstacle;
  readonly pending: boolean;
  /** Whether an accepted certificate is trusted beside those of further servers. */
  readonly isAdded: boolean;
  /** Receives the authority to trust, as PEM. */
  readonly onAccept: (ca: string) => void;
  /** Connects although the password can be read on its way. */
  readonly onUnencrypted: () => void;
}

/** Why the connection is not proven, and what can be done about it. */
export function ConnectObstacle({ obstacle, pending, isAdded, onAccept, onUnencrypted }: ConnectObstacleProps) {
  const { t } = useTexts();
  const textOf = useErrorText();
  if (obstacle.kind === 'address-missing') return null;
  if (obstacle.kind === 'certificate') {
    return <UntrustedChain chain={obstacle.chain} pending={pending} isAdded={isAdded} onAccept={onAccept} />;
  }
  if (obstacle.kind === 'unencrypted') return <Unencrypted pending={pending} onAccept={onUnencrypted} />;
  const findings =
    obstacle.kind === 'fields'
      ? obstacle.errors.map(({ message }) => ({ found: message, remedy: '' }))
      : obstacle.kind === 'step'
        ? [besideInput(obstacle.step), ...obstacle.step.further]
        : [{ found: textOf(obstacle.error), remedy: '' }];
  return (
    <NotConnected title={t('check.notConnected')}>
      {findings.map(({ found, remedy }) => (
        <div key={found || remedy}>
          {found && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {found}
            </Text>
          )}
          {remedy && (
            <Text size="sm" fw={550}>
              {t('check.remedy', { remedy })}
            </Text>
          )}
        </div>
      ))}
    </NotConnected>
  );
}

/** What an input says of its value is not repeated, but what to do about it is told. */
function besideInput({ field, found, remedy }: FailedStep) {
  const isSaid = field !== null && INPUTS.has(field) && remedy !== '';
  return { found: isSaid ? '' : found, remedy };
}

function Unencrypted({ pending, onAccept }: { readonly pending: boolean; readonly onAccept: () => void }) {
  const { t } = useTexts();
  return (
    <NotConnected title={t('setUp.unencryptedTitle')}>
      <Text size="sm">{t('setUp.unencryptedText')}</Text>
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconLockOpen size={16} aria-hidden />}
          loading={pending}
          onClick={onAccept}
        >
          {t('setUp.connectUnencrypted')}
        </Button>
      </Group>
    </NotConnected>
  );
}

function NotConnected({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert">
      <Stack gap="xs">{children}</Stack>
    </Alert>
  );
}
