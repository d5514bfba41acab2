import type { BatchSynchronization, Change, JobSettings, Page, Run, SettingsVersion } from '../index.js';

/** The JSON form of a type, with dates as strings. */
export type Json<T> = {
  readonly [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key];
};

export function runFromJson(run: Json<Run>): Run {
  return {
    ...run,
    approval: run.approval && { ...run.approval, at: new Date(run.approval.at) },
    resumption: run.resumption && { ...run.resumption, at: new Date(run.resumption.at) },
    cancellation: run.cancellation && { ...run.cancellation, at: new Date(run.cancellation.at) },
    queuedAt: new Date(run.queuedAt),
    startedAt: date(run.startedAt),
    endedAt: date(run.endedAt),
  };
}

export function changeFromJson(change: Json<Change>): Change {
  return { ...change, appliedAt: date(change.appliedAt) };
}

export function settingsFromJson(settings: Json<JobSettings>): JobSettings {
  return { ...settings, changedAt: date(settings.changedAt) };
}

export function versionsFromJson(page: Page<Json<SettingsVersion>>): Page<SettingsVersion> {
  return pageFromJson(page, (version) => ({ ...version, changedAt: new Date(version.changedAt) }));
}

/** With the dates that the command line shows. */
export function jobFromJson(job: Json<BatchSynchronization>): BatchSynchronization {
  const { lastStart, lastEnd, nextExecution, lastGoodEnd, expectedBy } = job;
  return {
    ...job,
    lastStart: date(lastStart),
    lastEnd: date(lastEnd),
    nextExecution: date(nextExecution),
    lastGoodEnd: date(lastGoodEnd),
    expectedBy: date(expectedBy),
  };
}

export function pageFromJson<From, To>(page: Page<From>, each: (item: From) => To): Page<To> {
  return { items: page.items.map(each), nextCursor: page.nextCursor };
}

function date(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
