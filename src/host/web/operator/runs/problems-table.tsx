import { Text } from '@mantine/core';
import type { ProblemRow, RunRow } from '../../shared/api/api-types.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { DnText } from '../../shared/components/dn-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useProblemMessage } from '../../shared/why/use-problem-message.js';
import { ToConflict } from '../conflicts/to-conflict.js';
import { ProblemText } from './problem-text.js';

interface ProblemsTableProps {
  readonly run: Pick<RunRow, 'job' | 'only'>;
  readonly problems: readonly ProblemRow[];
}

/** Entries with the reason and the remedy. */
export function ProblemsTable({ run, problems }: ProblemsTableProps) {
  const { t } = useTexts();
  const messageOf = useProblemMessage();
  const columns: readonly Column<ProblemRow>[] = [
    { key: 'dn', header: t('problems.entry'), isName: true, width: '32%', cell: ({ dn }) => <DnText dn={dn} /> },
    {
      key: 'reason',
      header: t('problems.what'),
      cell: (problem) => <ProblemText problem={{ ...problem, message: messageOf(problem) }} />,
    },
    { key: 'remedy', header: t('problems.remedy'), cell: (problem) => <Remedy run={run} problem={problem} /> },
  ];
  return <DataTable caption={t('problems.title')} columns={columns} rows={problems} rowKey={({ id }) => id} />;
}

/** With a link to the page where it is decided, if it is. */
function Remedy({ run, problem }: { readonly run: ProblemsTableProps['run']; readonly problem: ProblemRow }) {
  return (
    <>
      <Text inherit>{problem.remedy}</Text>
      {run.only === null && <ToConflict job={run.job} problem={problem} />}
    </>
  );
}
