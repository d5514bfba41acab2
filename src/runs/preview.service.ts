import { Injectable } from '@nestjs/common';

import {
  BatchSyncPreview,
  type PersonPreview,
  type PreviewedEntry,
  type PreviewedPerson,
  type PreviewedRow,
  type PreviewRequest,
  type RowTrial,
  type TriedRow,
} from '../contract/preview.js';
import { UsersTable } from '../contract/users-table.js';
import type { WhyNext } from '../contract/why.js';
import { EntryLookup, type LookedUpEntry } from '../engine/ports/entry-lookup.js';
import { ATTRIBUTES } from '../mapping/mapping-rule.js';
import { prepareMapping } from '../mapping/map-entry.js';
import { shownText } from '../mapping/offending-value.js';
import { traceRow } from '../mapping/trace-row.js';
import type { Job } from '../processes/job.js';
import { KnownContainers } from '../engine/read/known-containers.service.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';
import type { MappingRow } from '../settings/schema/mapping-row.js';
import { parseMappingRow } from '../settings/validate-settings.js';
import { type Asked, askDirectory } from './asked-directory.js';
import { EntryReasons } from './entry-reasons.service.js';
import { namesOfEntry, namingRows } from './names-of-entry.js';
import { NOTHING_RECORDED } from './recent-runs.service.js';
import { stayingValues } from './staying-values.js';
import { questionsForChoice } from './why-questions.js';
import { verdictOf } from './why-verdict.js';

/** What a run would do with one person, for hosts. */
@Injectable()
export class PreviewService extends BatchSyncPreview {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly directory: EntryLookup,
    private readonly reasons: EntryReasons,
    private readonly table: UsersTable,
    private readonly containers: KnownContainers,
  ) {
    super();
  }

  async person(name: string, request: PreviewRequest): Promise<PersonPreview> {
    const job = await this.catalog.job(name);
    const settings = await this.settingsOf(job, request);
    const found = await askDirectory(this.directory, settings, questionsForChoice(request, settings, job.dataPool));
    const [only, ...others] = found.entries;
    const person = only && others.length === 0 && !found.hasMore ? await this.preview(job, settings, only) : null;
    return { job: job.name, ...this.shownOf(found, settings), person };
  }

  async tryRow(name: string, trial: RowTrial): Promise<TriedRow> {
    const job = await this.catalog.job(name);
    await this.table.refresh();
    const parsed = parseMappingRow(trial.row, this.table.limits());
    if (!parsed.ok) return parsed;
    if (trial.values)
      return { ok: true, job: job.name, ...NOT_ASKED, row: this.tried(parsed.row, trial.values, trial.dn) };
    const settings = await this.settingsOf(job, trial);
    const { dataPool, search } = settings;
    const mapping = [parsed.row, ...namingRows(settings.mapping)];
    const questions = questionsForChoice(trial, settings, job.dataPool);
    const found = await askDirectory(this.directory, { dataPool, search, mapping }, questions);
    const [only, ...others] = found.entries;
    const row = only && others.length === 0 ? traceRow(parsed.row, this.table.limits(), only.entry) : null;
    return { ok: true, job: job.name, ...this.shownOf(found, settings), row };
  }

  private shownOf(
    { asked, directoryError, entries, hasMore }: Asked,
    { mapping }: Pick<BatchSyncSettings, 'mapping'>,
  ): Omit<PersonPreview, 'job' | 'person'> {
    const named = entries.map((found) => ({
      ...previewedEntry(found),
      ...namesOfEntry(found.entry, mapping, this.table.limits()),
    }));
    return { asked, directoryError, entries: named, hasMore };
  }

  private async settingsOf(job: Job, { settings }: PreviewRequest): Promise<BatchSyncSettings> {
    const read = await (settings ? this.settings.withUnsaved(job, settings) : this.settings.current(job));
    return this.containers.bind(job, assertRunnable(read));
  }

  private async preview(job: Job, settings: BatchSyncSettings, found: LookedUpEntry): Promise<PreviewedPerson | null> {
    const [person] = await this.reasons.now(job, settings, [found]);
    if (!person?.entry) return null;
    const { entry, match, next } = person;
    const limits = this.table.limits();
    const mapped = prepareMapping(settings.mapping, limits)(found.entry);
    const staying = stayingValues(mapped.ok ? mapped.user : {}, person.user);
    const rows = settings.mapping.map((row) => withStaying(traceRow(row, limits, found.entry), staying));
    const secret = rows.filter(({ isSecret }) => isSecret).map(({ field }) => field);
    const context = { newestRun: undefined, wasAsked: true, isRefused: false, isStopped: false };
    const verdict = verdictOf({ ...person, ...NOTHING_RECORDED }, context);
    const isSynchronized = next !== null && next.problem === null && mapped.ok;
    const shown = isSynchronized ? rows : rows.map(withoutEffect);
    return { verdict, entry, match, rows: shown, next: next && withoutSecrets(next, secret) };
  }

  /** @param values names of attributes are the same in any case. */
  private tried(row: MappingRow, values: NonNullable<RowTrial['values']>, dn = '') {
    const attributes = Object.fromEntries(Object.entries(values).map(([each, of]) => [each.toLowerCase(), of]));
    return traceRow(row, this.table.limits(), { dn, stableId: undefined, attributes });
  }
}

function withStaying(row: PreviewedRow, staying: ReadonlyMap<string, string>): PreviewedRow {
  const value = staying.get(row.field);
  return value === undefined ? row : { ...row, value: row.isSecret ? null : shownText(value), outcome: 'stays' };
}

/** A row of someone who is not synchronized. The rows that say why, or that the field is unknown, stay as they are. */
function withoutEffect(row: PreviewedRow): PreviewedRow {
  return row.outcome === 'rejected' || row.outcome === 'ignored' ? row : { ...row, outcome: 'notWritten' };
}

const NOT_ASKED = { asked: [], directoryError: null, entries: [], hasMore: false } as const;

function previewedEntry(lookedUp: LookedUpEntry): Omit<PreviewedEntry, 'name' | 'email'> {
  const { entry, isBelowBase, excludedBy = null, filter } = lookedUp;
  const { dn, stableId = null, inactivity = null } = entry;
  return { dn, stableId, isBelowBase, excludedBy, meetsFilter: filter.isMet, inactivity };
}

/** The fields that are filled from secrets, or hold some, are named and show no value. */
function withoutSecrets(next: WhyNext, fields: readonly string[]): WhyNext {
  if (fields.length === 0) return next;
  const hidden = new Set(fields);
  return { ...next, before: hide(next.before, hidden), after: hide(next.after, hidden) };
}

function hide(values: WhyNext['before'], hidden: ReadonlySet<string>, prefix = ''): WhyNext['before'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (hidden.has(`${prefix}${name}`)) return [name, HIDDEN];
      const isGroup = `${name}.` === ATTRIBUTES && typeof value === 'object' && value !== null;
      return [name, isGroup ? hide(value as WhyNext['before'], hidden, ATTRIBUTES) : value];
    }),
  );
}

const HIDDEN = '***';
