import { Paper, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';
import { SortButton } from './sort-button.js';
import { AllRows, VirtualRows } from './table-rows.js';

/** Of longer tables only the rows near the visible part of the page are drawn. */
const MAX_DRAWN = 100;

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
  const isVirtual = rows.length > MAX_DRAWN;
  return (
    <Paper className={classes.frame}>
      <table
        className={classes.table}
        role="table"
        aria-rowcount={isVirtual ? rows.length + 1 : undefined}
        data-virtual={isVirtual || undefined}
        data-sortable={sort ? true : undefined}
      >
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={isVirtual ? 1 : undefined}>
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
          {isVirtual ? (
            <VirtualRows columns={columns} rows={rows} rowKey={rowKey} />
          ) : (
            <AllRows columns={columns} rows={rows} rowKey={rowKey} />
          )}
        </tbody>
      </table>
    </Paper>
  );
}
