import { AUDIT_GROUPS, type AuditCode, type AuditEvent, type AuditGroup } from '../../shared/api/audit.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** The name of an event. A newer host may send unknown codes. */
export function useEventName(): (code: AuditCode) => string {
  const { lookUp } = useTexts();
  return (code) => lookUp('web', `audit.events.${code}`, code);
}

/** The name of the account, or what stands for it. */
export function useAccountName(): (event: AuditEvent) => string {
  const { t } = useTexts();
  return ({ who, what }) => who ?? t(what.startsWith('host.') ? 'audit.host' : 'audit.unknown');
}

/** The events to choose from, by group. A group with several events can be chosen as a whole. */
export function useEventOptions() {
  const { t } = useTexts();
  const eventName = useEventName();
  const groups = Object.entries(AUDIT_GROUPS) as unknown as readonly [AuditGroup, readonly string[]][];
  const options = groups.map(([group, codes]) => {
    const name = t(`audit.groups.${group}`);
    const events = codes.map((code) => ({
      value: `${group}.${code}`,
      label: eventName(`${group}.${code}` as AuditCode),
    }));
    return {
      group: name,
      items: events.length > 1 ? [{ value: group, label: t('audit.allOf', { name }) }, ...events] : events,
    };
  });
  return [{ value: '', label: t('audit.all') }, ...options];
}
