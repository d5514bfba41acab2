import { Badge, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconHandStop,
  IconListCheck,
  IconLoader2,
  type Icon,
} from '@tabler/icons-react';
import type { RunRow } from '../api/api-types.js';
import { type TextKey, useTexts } from '../i18n/use-texts.js';
import classes from './status-badge.module.css';

type RunStatus = RunRow['status'];
type RunMode = RunRow['mode'];

interface Look {
  readonly text: TextKey;
  readonly color: LabelBadgeProps['color'];
  readonly icon: Icon;
}

const LOOKS: Readonly<Record<RunStatus, Look>> = {
  queued: { text: 'status.queued', color: 'gray', icon: IconClock },
  reading: { text: 'status.reading', color: 'harbor', icon: IconLoader2 },
  planned: { text: 'status.planned', color: 'harbor', icon: IconLoader2 },
  applying: { text: 'status.applying', color: 'harbor', icon: IconLoader2 },
  succeeded: { text: 'status.succeeded', color: 'green', icon: IconCircleCheck },
  'succeeded-with-problems': { text: 'status.succeededWithProblems', color: 'yellow', icon: IconAlertTriangle },
  stopped: { text: 'status.stopped', color: 'orange', icon: IconHandStop },
  cancelled: { text: 'status.cancelled', color: 'gray', icon: IconBan },
  failed: { text: 'status.failed', color: 'red', icon: IconCircleX },
};

/** A plan changes nothing, so it must not look like a run, however it ended. */
const LOOKS_OF_PLANS: Readonly<Partial<Record<RunStatus, Look>>> = {
  queued: { text: 'planStatus.queued', color: 'gray', icon: IconClock },
  reading: { text: 'planStatus.reading', color: 'gray', icon: IconLoader2 },
  planned: { text: 'planStatus.planned', color: 'gray', icon: IconListCheck },
  stopped: { text: 'planStatus.stopped', color: 'gray', icon: IconHandStop },
  cancelled: { text: 'planStatus.cancelled', color: 'gray', icon: IconBan },
  failed: { text: 'planStatus.failed', color: 'gray', icon: IconCircleX },
};

export const STATUSES = Object.keys(LOOKS) as readonly RunStatus[];

/** The status in words; of runs, unless the mode says otherwise. */
export function useStatusText(): (status: RunStatus, mode?: RunMode) => string {
  const { t } = useTexts();
  return (status, mode = 'apply') => t(lookOf(status, mode).text);
}

function lookOf(status: RunStatus, mode: RunMode): Look {
  return (mode === 'plan' && LOOKS_OF_PLANS[status]) || LOOKS[status];
}

interface StatusBadgeProps {
  readonly status: RunStatus | null;
  /** @default apply */
  readonly mode?: RunMode;
}

/** The status of a run as text and icon, never by colour alone. */
export function StatusBadge({ status, mode = 'apply' }: StatusBadgeProps) {
  const { t } = useTexts();
  if (!status) {
    return (
      <Text span size="sm" c="dimmed">
        {t('status.never')}
      </Text>
    );
  }
  const { text, color, icon: Picture } = lookOf(status, mode);
  return <LabelBadge color={color} icon={Picture} label={t(text)} />;
}

interface LabelBadgeProps {
  readonly color: 'gray' | 'harbor' | 'green' | 'teal' | 'yellow' | 'orange' | 'red';
  readonly icon?: Icon;
  readonly label: string;
}

export function LabelBadge({ color, icon: Picture, label }: LabelBadgeProps) {
  return (
    <Badge
      color={color}
      variant="light"
      size="lg"
      radius="sm"
      className={classes.badge}
      leftSection={Picture && <Picture size={15} stroke={2} aria-hidden />}
    >
      {label}
    </Badge>
  );
}
