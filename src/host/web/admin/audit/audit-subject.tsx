import { Text } from '@mantine/core';
import type { AuditEvent, AuditSubjectValue } from '../../shared/api/audit.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** What an event is about, one line for each value. */
export function AuditSubject({ subject }: Pick<AuditEvent, 'subject'>) {
  const { t, lookUp } = useTexts();
  const textOf = (value: AuditSubjectValue): string => {
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (value === null || value === '') return t('none');
    return typeof value === 'object' ? value.join(', ') || t('none') : String(value);
  };
  return Object.entries(subject).map(([name, value]) => (
    <Text key={name} size="xs" c="dimmed" fw={400}>
      {lookUp('web', `audit.subject.${name}`, name)}: <span translate="no">{textOf(value)}</span>
    </Text>
  ));
}
