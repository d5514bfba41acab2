import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

import { escapeControlCharacters } from './escape-control-characters.js';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

const GAP = '  ';
/** Columns are not made narrower than this, even if the table does not fit. */
const NARROWEST = 8;

/**
 * Formats rows as aligned columns. Cells are wrapped where the table would be too wide.
 *
 * @param width characters of a line, as a terminal shows them. @default unlimited
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string[] {
  const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(escapeControlCharacters));
  const natural = columns.map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at] ?? ''))));
  const widths = narrowed(natural, width - GAP.length * (columns.length - 1));
  return cells.flatMap((row) => linesOf(row, widths, columns));
}

/** Takes from the widest columns until all fit. */
function narrowed(natural: readonly number[], available: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, 0) - available;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function linesOf(row: readonly string[], widths: readonly number[], columns: readonly Column[]): string[] {
  const cells = widths.map((width, at) => wrapped(row[at] ?? '', width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, at) => pad(lines[line] ?? '', widths[at] ?? 0, columns[at]?.align))
      .join(GAP)
      .trimEnd(),
  );
}

function wrapped(cell: string, width: number): readonly string[] {
  return stringWidth(cell) <= width ? [cell] : wrapAnsi(cell, width, { hard: true }).split('\n');
}

function pad(cell: string, width: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(cell)));
  return align === 'right' ? blanks + cell : cell + blanks;
}
