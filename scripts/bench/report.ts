/** Formats the results as tables. */
import type { Measure } from './measure-product.ts';

export interface Group {
  readonly title: string;
  readonly people: number;
  /** L: seconds that ldapsearch took for the same people. */
  readonly ldapsearch: number;
  readonly measures: readonly Measure[];
  /** Results of the same cases on another database, for comparison. */
  readonly against?: readonly Measure[];
}

export interface Report {
  readonly settings: readonly string[];
  readonly groups: readonly Group[];
}

export function asTable({ settings, groups }: Report): string {
  const about = `PostgreSQL with default settings and ${settings.join(', ')}; vacuumed and checkpointed before each run.`;
  return [...groups.map(groupTable), about].join('\n\n');
}

function groupTable({ title, people, ldapsearch, measures, against }: Group): string {
  const head = ['', 'seconds', 'users/s', 'x L', 'peak RSS', 'stall', 'WAL', ...(against ? ['x PostgreSQL'] : [])];
  const rows = measures.map(({ name, seconds, peakRss, longestStall, wal }) => [
    name,
    seconds.toFixed(2),
    rate(people, seconds),
    (seconds / ldapsearch).toFixed(2),
    peakRss === undefined ? '-' : megabytes(peakRss),
    longestStall === undefined ? '-' : `${Math.round(longestStall * 1000)} ms`,
    wal === undefined ? '-' : megabytes(wal),
    ...(against ? [(seconds / (against.find((other) => other.name === name)?.seconds ?? NaN)).toFixed(2)] : []),
  ]);
  const floor = ['ldapsearch -E pr=1000 (L)', ldapsearch.toFixed(2), rate(people, ldapsearch), '1.00', '-', '-', '-'];
  return [title, ...aligned([head, [...floor, ...(against ? ['-'] : [])], ...rows])].join('\n');
}

function rate(people: number, seconds: number): string {
  return Math.round(people / seconds).toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 2 : 0)} MB`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
}
