import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Column } from './data-table.js';
import classes from './data-table.module.css';

/** In pixels, until a row is measured. */
const ESTIMATED_HEIGHT = 72;

interface TableRowsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

export function AllRows<Row>({ columns, rows, rowKey }: TableRowsProps<Row>) {
  return rows.map((row) => (
    <tr key={rowKey(row)} role="row">
      <Cells columns={columns} row={row} />
    </tr>
  ));
}

/** Draws the rows near the visible part of the page. Two empty rows are as high as those above and below. */
export function VirtualRows<Row>({ columns, rows, rowKey }: TableRowsProps<Row>) {
  const before = useRef<HTMLTableRowElement>(null);
  const scrollMargin = useTopOnPage(before);
  // oxlint-disable-next-line react/incompatible-library -- its functions are used here only, and are not memoized.
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ESTIMATED_HEIGHT,
    getItemKey: (index) => rowKey(rows[index]!),
    overscan: 15,
    scrollMargin,
  });
  const drawn = virtual.getVirtualItems();
  const above = (drawn[0]?.start ?? scrollMargin) - scrollMargin;
  const below = virtual.getTotalSize() + scrollMargin - (drawn.at(-1)?.end ?? 0);
  return (
    <>
      <tr ref={before} aria-hidden style={{ height: above }} />
      {drawn.map(({ index, key }) => (
        <tr key={String(key)} ref={virtual.measureElement} data-index={index} aria-rowindex={index + 2} role="row">
          <Cells columns={columns} row={rows[index]!} />
        </tr>
      ))}
      <tr aria-hidden style={{ height: Math.max(0, below) }} />
    </>
  );
}

/** The distance of an element from the top of the page, in pixels, also after something above it has changed its height. */
function useTopOnPage(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setTop(Math.round((element.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}

function Cells<Row>({ columns, row }: { readonly columns: readonly Column<Row>[]; readonly row: Row }) {
  return columns.map((column) => <Cell key={column.key} column={column} row={row} />);
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
