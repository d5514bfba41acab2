import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RowGroups } from './row-groups.js';
import type { RunView } from './run-view.js';

interface ProblemGroupsProps {
  readonly runId: string;
  readonly view: RunView;
  readonly onChange: (view: RunView) => void;
}

/** The causes of the problems, the most frequent first. */
export function ProblemGroups({ runId, view, onChange }: ProblemGroupsProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const summary = useQuery(summaryQuery(runId));
  const causes = summary.data?.problems ?? [];
  if (summary.isError) return <Failure error={summary.error} retry={summary.refetch} />;
  if (causes.length === 0) return null;
  const groups = causes.map((cause) => ({
    key: keyOf(cause),
    label: t('problems.ofCause', { cause: cause.title, shown: number(cause.problems) }),
  }));
  const select = (key: string) => {
    const cause = causes.find((each) => keyOf(each) === key);
    onChange({ ...view, code: cause?.code ?? '', field: cause?.field ?? '' });
  };
  return (
    <RowGroups label={t('problems.cause')} groups={groups} selected={view.code && keyOf(view)} onSelect={select} />
  );
}

function keyOf({ code, field }: { readonly code: string; readonly field: string | null }): string {
  return `${code} ${field ?? ''}`;
}
