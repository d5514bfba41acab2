import { IconCircleCheck, IconCircleOff } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { LabelBadge } from '../../shared/components/status-badge.js';

export function UserState({ state }: { readonly state: string }) {
  const { t } = useTexts();
  if (state === 'active') return <LabelBadge color="green" icon={IconCircleCheck} label={t('users.stateActive')} />;
  const label = state === 'inactive' ? t('users.stateInactive') : state;
  return <LabelBadge color="gray" icon={IconCircleOff} label={label} />;
}
