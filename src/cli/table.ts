import { escapeControlCharacters } from './escape-control-characters.js';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

/** Formats rows as aligned columns. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(escapeControlCharacters));
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => widthOf(row[at] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, at) => pad(cell, widths[at] ?? 0, columns[at]?.align))
      .join('  ')
      .trimEnd(),
  );
}

function pad(cell: string, width: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return align === 'right' ? blanks + cell : cell + blanks;
}

const segments = new Intl.Segmenter();

function widthOf(cell: string): number {
  return Array.from(segments.segment(cell)).length;
}
