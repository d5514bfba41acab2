import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RowGroups } from './row-groups.js';
import type { RunView } from './run-view.js';

interface ChangeGroupsProps {
  readonly runId: string;
  readonly view: RunView;
  readonly onChange: (view: RunView) => void;
}

/** What many changes have in common, such as another mail domain, the worst consequence first. */
export function ChangeGroups({ runId, view, onChange }: ChangeGroupsProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const fieldName = useFieldName();
  const summary = useQuery(summaryQuery(runId));
  const patterns = summary.data?.patterns ?? [];
  if (summary.isError) return <Failure error={summary.error} retry={summary.refetch} />;
  if (patterns.length === 0) return null;
  const groups = patterns.map(({ field, pattern, changes }) => ({
    key: `${pattern} ${field}`,
    label: t(`changes.patterns.${pattern}`, { field: fieldName(field), shown: number(changes) }),
  }));
  const select = (key: string) => {
    const [pattern = '', field = ''] = key.split(' ');
    onChange({ ...view, pattern, field });
  };
  const selected = view.pattern && `${view.pattern} ${view.field}`;
  return <RowGroups label={t('changes.pattern')} groups={groups} selected={selected} onSelect={select} />;
}
