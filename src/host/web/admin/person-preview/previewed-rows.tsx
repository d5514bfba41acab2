import type { PreviewedRow } from '../../shared/api/preview.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { RowInputs, RowResult, RowSteps } from './row-steps.js';

/** From left to right: what each row of the mapping reads, what it does with that, and what it writes where. */
export function PreviewedRows({ rows }: { readonly rows: readonly PreviewedRow[] }) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const columns: readonly Column<PreviewedRow>[] = [
    { key: 'field', header: t('why.field'), isName: true, cell: ({ field }) => fieldName(field) },
    { key: 'inputs', header: t('personPreview.reads'), cell: (row) => <RowInputs row={row} /> },
    { key: 'steps', header: t('personPreview.steps'), cell: (row) => <RowSteps row={row} /> },
    { key: 'result', header: t('why.value'), cell: (row) => <RowResult row={row} /> },
  ];
  return (
    <DataTable
      caption={t('why.mapping')}
      columns={columns}
      rows={rows}
      rowKey={({ field, attribute }) => `${field} ${attribute}`}
    />
  );
}
