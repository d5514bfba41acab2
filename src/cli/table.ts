import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

import { escapeControlCharacters } from './escape-control-characters.js';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** The column stays as wide as its longest word. @default false */
  readonly keepsWords?: boolean;
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
  const narrowest = columns.map(({ keepsWords }, at) =>
    Math.max(NARROWEST, ...(keepsWords ? cells.map((row) => longestWord(row[at] ?? '')) : [])),
  );
  const widths = narrowed(natural, narrowest, width - GAP.length * (columns.length - 1));
  return cells.flatMap((row) => linesOf(row, widths, columns));
}

/** Takes from the widest columns until all fit, or until none can be narrower. */
function narrowed(natural: readonly number[], narrowest: readonly number[], available: number): readonly number[] {
  const widths = [...natural];
  const reducible = (at: number): number => {
    const width = widths[at] ?? 0;
    return width > (narrowest[at] ?? NARROWEST) ? width : 0;
  };
  let excess = widths.reduce((sum, each) => sum + each, 0) - available;
  while (excess > 0) {
    const candidates = widths.map((_, at) => reducible(at));
    const widest = Math.max(...candidates);
    if (widest === 0) break;
    widths[candidates.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function longestWord(cell: string): number {
  return Math.max(...cell.split(' ').map((word) => stringWidth(word)));
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
