import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../shared/api/session.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface SettingToCorrectProps {
  readonly job: string;
  /** Dotted path of the setting. */
  readonly field: string;
}

/** Leads administrators to the setting that remedies a failure. Operators read its name; the reason says whom to ask. */
export function SettingToCorrect({ job, field }: SettingToCorrectProps) {
  const { t, lookUp } = useTexts();
  const session = useQuery(sessionQuery).data;
  const path = field.replaceAll(/\.\d+(?=\.|$)/g, '');
  const setting = lookUp('settings', `${path}.title`, field);
  if (session?.role !== 'administrator') {
    return <Text size="sm">{t('runs.settingToCheck', { setting })}</Text>;
  }
  return (
    <Anchor
      href={`/admin/batch-synchronization/${encodeURIComponent(job)}#field=${encodeURIComponent(field)}`}
      size="sm"
      underline="always"
    >
      {t('runs.toSetting', { setting })}
    </Anchor>
  );
}
