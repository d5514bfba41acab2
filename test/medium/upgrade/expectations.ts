/** What 0.1.0 stored and answered, as today's version must still show it. */
import { expect } from 'vitest';

import type { RunCounts } from '../../../src/index.js';
import type { Row } from './released.js';

/**
 * Names of 0.1.0 that were changed on purpose, with the name of today; null: gone, and what it held is read through
 * the API. Whatever is not listed here must read the same.
 */
const RENAMED: Readonly<Record<'runFields' | 'runColumns', Readonly<Record<string, string | null>>>> = {
  /** Of a run in the API. */
  runFields: { certificate: 'readReport' },
  /** Of the table `batch_run`. */
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

/** Texts get better, and the next execution depends on the day of the test. */
const NOT_COMPARED = new Set(['message', 'remedy', 'description', 'nextExecution']);

/** The run that 0.1.0 did not bring to its end; the version that finds it closes it, with these counts. */
export interface OpenRun {
  readonly id: string;
  readonly counts: RunCounts;
}

/** An answer of the API of 0.1.0. */
export function answerToday(value: unknown, open: OpenRun): unknown {
  if (Array.isArray(value)) return value.map((each) => answerToday(each, open));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => !NOT_COMPARED.has(name));
  const answer: Row = Object.fromEntries(fields.map(([name, each]) => [name, answerToday(each, open)]));
  if ('queuedAt' in answer) return renamed(answer['id'] === open.id ? closed(answer, open) : answer, RENAMED.runFields);
  return answer['lastRunId'] === open.id ? { ...answer, status: 'failed', lastEnd: expect.any(String) } : answer;
}

/** A row of `batch_run`. */
export function runRowToday(row: Row, open: OpenRun): Row {
  if (row['id'] !== open.id) return renamed(row, RENAMED.runColumns);
  const { status: _, reason_code: _code, reason_params: _params, ended_at: _end, ...kept } = row;
  return renamed(kept, RENAMED.runColumns);
}

function closed(run: Row, { counts }: OpenRun): Row {
  return {
    ...run,
    status: 'failed',
    reason: { code: 'RUN_ABANDONED', params: {} },
    counts,
    endedAt: expect.any(String),
  };
}

function renamed(row: Row, names: Readonly<Record<string, string | null>>): Row {
  const entries = Object.entries(row).map(([name, value]) => [name in names ? names[name] : name, value] as const);
  return Object.fromEntries(entries.filter(([name]) => name !== null));
}
