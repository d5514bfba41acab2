import type { Change, JobSettings, Page, Run } from '../index.js';

/** What JSON made of a value whose dates are `Date`s. */
export type Wire<T> = {
  readonly [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key];
};

export function runFromWire(run: Wire<Run>): Run {
  return { ...run, queuedAt: new Date(run.queuedAt), startedAt: date(run.startedAt), endedAt: date(run.endedAt) };
}

export function changeFromWire(change: Wire<Change>): Change {
  return { ...change, appliedAt: date(change.appliedAt) };
}

export function settingsFromWire(settings: Wire<JobSettings>): JobSettings {
  return { ...settings, changedAt: date(settings.changedAt) };
}

export function pageFromWire<From, To>(page: Page<From>, each: (item: From) => To): Page<To> {
  return { items: page.items.map(each), nextCursor: page.nextCursor };
}

function date(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
