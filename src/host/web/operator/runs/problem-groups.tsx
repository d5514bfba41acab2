import { Chip, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '../../shared/api/runs.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { RunView } from './run-view.js';

interface ProblemGroupsProps {
  readonly runId: string;
  readonly view: RunView;
  readonly onChange: (view: RunView) => void;
}

/** The causes of the problems with their numbers, the most frequent first. One selects its entries. */
export function ProblemGroups({ runId, view, onChange }: ProblemGroupsProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const summary = useQuery(summaryQuery(runId));
  const causes = summary.data?.problems ?? [];
  if (causes.length < 2) return null;
  const select = (key: string) => {
    const cause = causes.find((each) => keyOf(each) === key);
    onChange({ ...view, code: cause?.code ?? '', field: cause?.field ?? '' });
  };
  return (
    <Chip.Group value={view.code && keyOf(view)} onChange={select}>
      <Group gap="xs" role="radiogroup" aria-label={t('problems.cause')}>
        <Chip value="" size="sm">
          {t('problems.allCauses')}
        </Chip>
        {causes.map((cause) => (
          <Chip key={keyOf(cause)} value={keyOf(cause)} size="sm">
            {t('problems.ofCause', { cause: cause.title, shown: number(cause.problems) })}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

function keyOf({ code, field }: { readonly code: string; readonly field: string | null }): string {
  return `${code} ${field ?? ''}`;
}
