import { Paper, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'right';
  readonly width?: number | string;
  /** The cell that names the row. */
  readonly isName?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/**
 * A table that becomes a list of cards on a narrow screen. The roles are explicit because browsers drop the implicit
 * ones when CSS changes the display of table elements.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <Paper className={classes.frame}>
      <table className={classes.table} role="table">
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, header, align, width }) => (
              <th key={key} scope="col" role="columnheader" style={{ textAlign: align, width }}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Paper>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { header, align, isName } = column;
  const content = column.cell(row);
  if (isName) {
    return (
      <th scope="row" role="rowheader" data-label={header} className={classes.name}>
        <div>{content}</div>
      </th>
    );
  }
  return (
    <td role="cell" data-label={header} style={{ textAlign: align }}>
      <div>{content}</div>
    </td>
  );
}
