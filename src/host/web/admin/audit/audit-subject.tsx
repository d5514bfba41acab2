import { Text } from '@mantine/core';
import type { AuditEvent, AuditSubjectValue } from '../../shared/api/audit.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';

/** Texts of the results of a connection check. */
const RESULTS: Readonly<Record<string, TextKey>> = {
  ready: 'check.ready',
  connected: 'check.connected',
  'not-connected': 'check.notConnected',
};

/** What an event is about, one line for each value. */
export function AuditSubject({ subject }: Pick<AuditEvent, 'subject'>) {
  const { t, lookUp } = useTexts();
  const textOf = (value: AuditSubjectValue): string => {
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (value === null || value === '') return t('none');
    return typeof value === 'object' ? value.join(', ') || t('none') : String(value);
  };
  const shown = (name: string, value: AuditSubjectValue): string => {
    const result = name === 'result' ? RESULTS[String(value)] : undefined;
    return result ? t(result) : textOf(value);
  };
  return Object.entries(subject).map(([name, value]) => (
    <Text key={name} size="xs" c="dimmed" fw={400}>
      {lookUp('web', `audit.subject.${name}`, name)}: <span translate="no">{shown(name, value)}</span>
    </Text>
  ));
}
