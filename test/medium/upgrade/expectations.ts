/** The data and responses of released versions as the current version must return them. */
import { expect } from 'vitest';

import type { RunCounts } from '../../../src/index.js';
import { upgradeSearch } from '../../../src/settings/upgrade-search.js';
import type { Row } from './released.js';

/**
 * Names of 0.1.0 that were changed intentionally, with their current names. Null means that the name was removed and its
 * content is available through the API. All other names must be unchanged.
 */
const RENAMED: Readonly<Record<'runFields' | 'runColumns', Readonly<Record<string, string | null>>>> = {
  /** Properties of a run in the API. */
  runFields: { certificate: 'readReport' },
  /** Columns of the table `batch_run`. */
  runColumns: {
    certificate: 'read_report',
    read: null,
    created: null,
    updated: null,
    activated: null,
    unchanged: null,
    problems: null,
  },
};

/** Texts may change, and the next execution depends on the date of the test. */
const NOT_COMPARED = new Set(['message', 'remedy', 'description', 'nextExecution']);

/** The run that the released version did not complete. The next version closes it with these counts. */
export interface OpenRun {
  readonly id: string;
  readonly counts: RunCounts;
  /** What the API says about it then, if it said anything about the same before. */
  readonly effect: string;
  readonly plan: Row;
}

/** Converts an API response of a released version. */
export function answerToday(value: unknown, open: OpenRun): unknown {
  if (Array.isArray(value)) return value.map((each) => answerToday(each, open));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => !NOT_COMPARED.has(name));
  const answer: Row = Object.fromEntries(fields.map(([name, each]) => [name, answerToday(each, open)]));
  // Settings have the search in a section of its own, and name their data pool.
  if (typeof answer['dataPool'] === 'object') return { ...(upgradeSearch(answer) as Row), dataPool: 'default' };
  if (answer['field'] === 'dataPool.filter') return { ...answer, field: 'search.filter' };
  if ('queuedAt' in answer) return renamed(answer['id'] === open.id ? closed(answer, open) : answer, RENAMED.runFields);
  return answer['lastRunId'] === open.id ? jobToday(answer, open) : answer;
}

/** The next version has closed the last run, and the test has changed the address of the directory. */
function jobToday(job: Row, { id }: OpenRun): Row {
  const { changedSections, outcomes } = job as { readonly changedSections?: string[]; readonly outcomes?: Row[] };
  return {
    ...job,
    status: 'failed',
    lastEnd: expect.any(String),
    ...(changedSections && { changedSections: ['connection', ...changedSections] }),
    ...(outcomes && { outcomes: [{ id, status: 'failed' }, ...outcomes] }),
  };
}

/** Lists of users are sorted by the displayed name since 0.3.0, and by the user name before. */
export function usersInOneOrder(answers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(answers).map(([url, answer]) => [url, isUsers(url, answer) ? sorted(answer) : answer]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

interface Users {
  readonly items: readonly { readonly userName: string }[];
}

function isUsers(url: string, _answer: unknown): _answer is Users {
  return /^users(\?|$)/.test(url);
}

function sorted(answer: Users): Users {
  return { ...answer, items: answer.items.toSorted((one, other) => (one.userName < other.userName ? -1 : 1)) };
}

/** Converts a row of `batch_run`. */
export function runRowToday(row: Row, open: OpenRun): Row {
  if (row['id'] !== open.id) return renamed(row, RENAMED.runColumns);
  const { status: _, reason_code: _code, reason_params: _params, ended_at: _end, ...kept } = row;
  return renamed('counts' in kept ? { ...kept, counts: open.counts } : kept, RENAMED.runColumns);
}

/** Converts a row of `batch_change`: since 0.4.0 its values are in the order of the run's targets, without their names. */
export function changeRowToday(row: Row, runs: readonly Row[] = []): Row {
  if (Array.isArray(row['before'])) return row;
  const targets = runs.find(({ id }) => id === row['run_id'])?.['targets'] as readonly string[];
  const isAttribute = (target: string) => target.startsWith('attributes.');
  const names = [
    ...targets.filter((target) => !isAttribute(target)),
    'source',
    'state',
    ...targets.filter(isAttribute),
    'dn',
  ];
  const values = (changes: unknown) => names.map((name) => valueAt(changes as Row, name) ?? null);
  return { ...row, before: row['kind'] === 'create' ? [] : values(row['before']), after: values(row['after']) };
}

function valueAt(changes: Row, name: string): unknown {
  const [first = '', attribute] = name.split('.');
  return attribute === undefined ? changes[first] : (changes[first] as Row | undefined)?.[attribute];
}

function closed(run: Row, { counts, effect, plan }: OpenRun): Row {
  return {
    ...run,
    status: 'failed',
    reason: { code: 'RUN_ABANDONED', params: {} },
    counts,
    endedAt: expect.any(String),
    ...('effect' in run && { effect }),
    ...('plan' in run && { plan }),
  };
}

function renamed(row: Row, names: Readonly<Record<string, string | null>>): Row {
  const entries = Object.entries(row).map(([name, value]) => [name in names ? names[name] : name, value] as const);
  return Object.fromEntries(entries.filter(([name]) => name !== null));
}

/** Converts the rows of `admin_setting`: since 0.5.0, data pools have rows of their own, with the password as it was encrypted. */
export function settingRowsToday(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => {
    const today = upgradeSearch(row['value']) as Row | null;
    if (typeof today?.['dataPool'] !== 'object') return [row];
    const pool = { key: 'data-pool.default', version: 1, value: { description: '', ...today['dataPool'] } };
    return [{ ...row, value: { ...today, dataPool: 'default' } }, pool];
  });
}
