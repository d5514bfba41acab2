import { textIn } from '../../i18n/texts.js';
import type { Language } from '../../i18n/languages.js';
import { CHANGE_KINDS, RUN_COUNTS, type SyncNotification } from '../../index.js';
import { visibleError } from '../language/visible-error.js';

export interface NotificationText {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** Nobody is incomplete in most runs. */
const SHOWN_COUNTS = [...RUN_COUNTS, 'incomplete'] as const;

/** The text of a notification. Of the reason, it says what operators may see, because messages leave the host. */
export function textOf(
  { kind, displayName: job, at, run, expectedBy }: SyncNotification,
  language: Language,
): NotificationText {
  const text = (key: string, params: Readonly<Record<string, string | number>> = {}) =>
    textIn(language, `host:notifications.${key}`, params) ?? key;
  const time = (date: Date) => date.toISOString().replace('T', ' ').replace(/\..*/, ' UTC');
  const reason = run?.reason && visibleError({ language, role: 'operator' }, run.reason.code, run.reason.params);
  const isPlan = kind !== 'run.failed';
  const countKey = (name: (typeof SHOWN_COUNTS)[number]) =>
    isPlan && CHANGE_KINDS.some(({ count }) => count === name) ? `planned.${name}` : `counts.${name}`;
  const counts = SHOWN_COUNTS.map((name) => [name, run?.counts[name]] as const).filter(([name, count]) =>
    name === 'incomplete' ? (count ?? 0) > 0 : count !== undefined,
  );
  return {
    subject: text(`${kind}.subject`, { job }),
    lines: [
      text(`${kind}.text`, { job, time: time(expectedBy ?? at) }),
      ...(reason ? [reason.message] : []),
      ...(counts.length > 0
        ? ['', ...counts.map(([name, count]) => text(countKey(name), { number: count ?? 0 }))]
        : []),
    ],
  };
}

/** Where to look at it; undefined if the address of the host is not configured. */
export function linkOf({ run, job }: SyncNotification, publicUrl: string | undefined): string | undefined {
  if (publicUrl === undefined) return undefined;
  const path = run ? `runs/${run.id}` : `scheduled-jobs/${encodeURIComponent(job)}/runs`;
  return `${publicUrl}/operator/${path}`;
}
