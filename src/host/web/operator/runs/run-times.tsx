import { Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import type { RunProgress } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { remainingMs, type Sample, sampleOf, wholeOf } from './remaining-time.js';

interface RunTimesProps {
  readonly startedAt: string | null;
  readonly progress: RunProgress;
}

/** For how long a run has been working, and about how long its present phase will take. Nothing while it is queued. */
export function RunTimes({ startedAt, progress }: RunTimesProps) {
  const { t } = useTexts();
  const { duration } = useFormats();
  const [now, setNow] = useState(Date.now);
  useInterval(() => setNow(Date.now()), 1_000, { autoInvoke: true });
  const first = useFirstSample(progress, now);
  if (startedAt === null || progress.status === 'queued') return null;
  const elapsed = t('progress.elapsed', { time: wholeSeconds(now - Date.parse(startedAt), duration) });
  const left = remainingMs(first, sampleOf(progress, now), wholeOf(progress));
  const remaining = left === undefined ? [] : [t('progress.remaining', { time: wholeSeconds(left, duration) })];
  return (
    <Text size="sm" c="dimmed">
      {[elapsed, ...remaining].join(' · ')}
    </Text>
  );
}

/** The first progress of the present phase that the page has seen. */
function useFirstSample(progress: RunProgress, now: number): Sample {
  const [first, setFirst] = useState(sampleOf(progress, now));
  if (first.status === progress.status) return first;
  const next = sampleOf(progress, now);
  setFirst(next);
  return next;
}

/** The clocks of browser and server may differ. */
function wholeSeconds(milliseconds: number, duration: (milliseconds: number) => string): string {
  return duration(Math.max(Math.round(milliseconds / 1_000), 1) * 1_000);
}
