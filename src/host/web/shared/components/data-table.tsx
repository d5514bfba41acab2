import { Paper, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';
import { SortButton } from './sort-button.js';

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'right';
  readonly width?: number | string;
  /** The cell that names the row. */
  readonly isName?: boolean;
}

/** How the rows are sorted. Each column can be sorted by clicking its header. */
export interface Sorting {
  /** The key of a column. */
  readonly by: string;
  readonly order: 'asc' | 'desc';
  readonly onSort: (key: string) => void;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** @default the rows cannot be sorted */
  readonly sort?: Sorting;
}

/**
 * A table that becomes a list of cards on a narrow screen. The roles are explicit because browsers drop the implicit
 * ones when CSS changes the display of table elements.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey, sort }: DataTableProps<Row>) {
  return (
    <Paper className={classes.frame}>
      <table className={classes.table} role="table" data-sortable={sort ? true : undefined}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, header, align, width }) => (
              <th
                key={key}
                scope="col"
                role="columnheader"
                aria-sort={sort?.by === key ? ARIA_SORT[sort.order] : undefined}
                style={{ textAlign: align, width }}
              >
                {sort ? <SortButton column={key} header={header} sort={sort} /> : header}
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
