import { Stack, Text } from '@mantine/core';
import { IconPencil, IconPin, IconUserCheck, IconUserPlus, type Icon } from '@tabler/icons-react';
import type { ChangeRow, UserChangeRow } from '../../shared/api/api-types.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { LabelBadge } from '../../shared/components/status-badge.js';
import { isOnlyPins } from './is-only-pins.js';

interface Look {
  readonly text: TextKey;
  /** The text of a change that was not applied. */
  readonly planned: TextKey;
  readonly color: 'green' | 'harbor' | 'teal';
  readonly icon: Icon;
}

const KINDS: Readonly<Record<ChangeRow['kind'], Look>> = {
  create: { text: 'changes.created', planned: 'changes.wouldCreate', color: 'green', icon: IconUserPlus },
  update: { text: 'changes.updated', planned: 'changes.wouldUpdate', color: 'harbor', icon: IconPencil },
  activate: { text: 'changes.activated', planned: 'changes.wouldActivate', color: 'teal', icon: IconUserCheck },
};

const PINS: Look = { text: 'pins.title', planned: 'pins.title', color: 'harbor', icon: IconPin };

const MATCHES: Readonly<Record<NonNullable<ChangeRow['matchedBy']>, TextKey | null>> = {
  link: null,
  employeeNumber: 'changes.matchedByEmployeeNumber',
  decision: 'changes.matchedByDecision',
  release: 'changes.matchedByRelease',
  email: 'changes.matchedByEmail',
  principalName: 'changes.matchedByPrincipalName',
  userName: 'changes.matchedByUserName',
};

export function ChangeKindBadge({ change }: { readonly change: ChangeRow | UserChangeRow }) {
  const { t } = useTexts();
  const { text, planned, color, icon } = isOnlyPins(change) ? PINS : KINDS[change.kind];
  const match = change.matchedBy && MATCHES[change.matchedBy];
  return (
    <Stack gap={4} align="flex-start">
      <LabelBadge color={color} icon={icon} label={t(change.state === 'applied' ? text : planned)} />
      {change.state !== 'applied' && (
        <Text size="xs" c="dimmed">
          {t(change.state === 'planned' ? 'changes.planned' : 'changes.refused')}
        </Text>
      )}
      {match && (
        <Text size="xs" c="dimmed">
          {t(match)}
        </Text>
      )}
    </Stack>
  );
}
