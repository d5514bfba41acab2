/** Formats the results as tables. */
import type { MappingMeasure } from './measure-mapping.ts';
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
  /** The mapping alone; the first one is that of plain rows. */
  readonly mapping: readonly MappingMeasure[];
}

export function asTable({ settings, groups, mapping }: Report): string {
  if (groups.length === 0) return mappingTable(mapping);
  const about = `PostgreSQL with default settings and ${settings.join(', ')}; vacuumed and checkpointed before each run.`;
  return [...groups.map(groupTable), about, ...(mapping.length > 0 ? [mappingTable(mapping)] : [])].join('\n\n');
}

function mappingTable(mapping: readonly MappingMeasure[]): string {
  const plain = mapping[0]?.nanoseconds ?? NaN;
  const rows = mapping.map(({ name, nanoseconds }) => [name, nanoseconds.toFixed(0), (nanoseconds / plain).toFixed(2)]);
  return ['Mapping alone, CPU time for each entry', ...aligned([['', 'ns', 'x plain'], ...rows])].join('\n');
}

function groupTable({ title, people, ldapsearch, measures, against }: Group): string {
  const head = [
    '',
    'seconds',
    'users/s',
    'x L',
    'CPU',
    'peak RSS',
    'stall',
    'WAL',
    ...(against ? ['x PostgreSQL'] : []),
  ];
  const rows = measures.map(({ name, seconds, cpu, peakRss, longestStall, wal }) => [
    name,
    seconds.toFixed(2),
    rate(people, seconds),
    (seconds / ldapsearch).toFixed(2),
    cpu === undefined ? '-' : `${cpu.toFixed(2)} s`,
    peakRss === undefined ? '-' : megabytes(peakRss),
    longestStall === undefined ? '-' : `${Math.round(longestStall * 1000)} ms`,
    wal === undefined ? '-' : megabytes(wal),
    ...(against ? [(seconds / (against.find((other) => other.name === name)?.seconds ?? NaN)).toFixed(2)] : []),
  ]);
  const floor = [
    'ldapsearch -E pr=1000 (L)',
    ldapsearch.toFixed(2),
    rate(people, ldapsearch),
    '1.00',
    '-',
    '-',
    '-',
    '-',
  ];
  const table = aligned([head, [...floor, ...(against ? ['-'] : [])], ...rows]);
  return [title, ...table, ...shareOfHash(measures)].join('\n');
}

/** CPU time of hashing by CPU time of everything that the run needs, and elapsed time by elapsed time. */
function shareOfHash(measures: readonly Measure[]): string[] {
  const [run, hash] = ['first import', 'hash over its changes'].map((name) =>
    measures.find((each) => each.name === name),
  );
  if (!run?.cpu || !hash?.cpu) return [];
  const share = (part: number, whole: number) =>
    `${((part / whole) * 100).toFixed(1)} % (${part.toFixed(2)} s of ${whole.toFixed(2)} s)`;
  return [
    `Hashing takes ${share(hash.cpu, run.cpu)} of the CPU time of the first import, which is that of host, PostgreSQL and slapd,`,
    `and ${share(hash.seconds, run.seconds)} of its elapsed time.`,
  ];
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
