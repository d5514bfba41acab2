import { Injectable } from '@nestjs/common';

import {
  type ApprovalRequest,
  BatchSyncJobs,
  DataPools,
  BatchSyncRuns,
  type CheckReport,
  type JobSettings,
  type RevertRequest,
  type Run,
  type SaveOutcome,
  type SaveRequest,
  type StartRequest,
} from '../../index.js';
import { HostError } from '../errors/host-error.js';
import { AuditLog } from './audit-log.service.js';
import type { Actor, AuditSubject } from './audit-record.js';
import { changedFields } from './changed-fields.js';
import { connectionTarget } from './connection-target.js';

type Settings = Readonly<Record<string, unknown>>;

/** What people do with jobs, and the events of it. */
@Injectable()
export class AuditedJobs {
  constructor(
    readonly jobs: BatchSyncJobs,
    readonly pools: DataPools,
    private readonly runs: BatchSyncRuns,
    private readonly audit: AuditLog,
  ) {}

  async save(actor: Actor, job: string, request: Omit<SaveRequest, 'changedBy'>): Promise<SaveOutcome> {
    let before: JobSettings | undefined;
    const outcome = await this.audit.attempt(
      { actor, what: 'settings.save', subject: { job } },
      async () => {
        before = await this.jobs.settings(job);
        return this.jobs.saveSettings(job, { ...request, changedBy: actor.who });
      },
      (result) => ({
        outcome: result.ok ? 'done' : 'refused',
        subject: result.ok
          ? savedSubject(request.settings, before, result.saved)
          : { fields: result.errors.map(({ field }) => field) },
      }),
    );
    if (outcome.ok && before) await this.recordSchedule(actor, job, before, outcome.saved);
    return outcome;
  }

  /** @param settings unsaved settings. */
  async check(actor: Actor, job: string, settings?: Settings): Promise<CheckReport> {
    const subject = { job, target: await connectionTarget(this, job, settings) };
    return this.audit.attempt(
      { actor, what: 'connection.check', subject },
      () => this.checkValid(job, settings),
      ({ outcome: result, steps }) => ({
        outcome: result === 'not-connected' ? 'failed' : 'done',
        subject: { result, code: steps.findLast(({ outcome }) => outcome !== 'skipped')?.code ?? '' },
      }),
    );
  }

  /** Throws `SETTINGS_REFUSED` with the errors of unsaved settings that are not valid. */
  start(actor: Actor, job: string, { mode, only, settings }: Omit<StartRequest, 'startedBy'>): Promise<Run> {
    const what = mode === 'plan' ? 'plan.start' : 'run.start';
    const event = { actor, what, subject: { job, ...(only !== undefined && { only: withoutAddress(only) }) } } as const;
    return this.audit.attempt(
      event,
      async () => {
        if (settings) await this.assertValid(job, settings);
        return this.runs.start(job, {
          mode,
          startedBy: actor.who,
          ...(only !== undefined && { only }),
          ...(settings && { settings }),
        });
      },
      (run) => ({ subject: { run: run.id, ...(run.only !== null && { only: run.only }) } }),
    );
  }

  approve(actor: Actor, runId: string, { hash, reason }: Omit<ApprovalRequest, 'approvedBy'>): Promise<Run> {
    return this.audit.attempt(
      { actor, what: 'plan.approve', subject: { run: runId, reason } },
      () => this.runs.approve(runId, { hash, reason, approvedBy: actor.who }),
      ({ job }) => ({ subject: { job } }),
    );
  }

  cancel(actor: Actor, runId: string): Promise<Run> {
    return this.audit.attempt(
      { actor, what: 'run.cancel', subject: { run: runId } },
      () => this.runs.cancel(runId, actor.who),
      ({ job }) => ({ subject: { job } }),
    );
  }

  revert(actor: Actor, runId: string, request: Omit<RevertRequest, 'startedBy'>): Promise<Run> {
    const { users, fields, reason } = request;
    const subject = { run: runId, reason, ...(fields && { fields }), ...(users && { users: users.length }) };
    return this.audit.attempt(
      { actor, what: 'run.revert', subject },
      () => this.runs.revert(runId, { ...request, startedBy: actor.who }),
      ({ job, id }) => ({ subject: { job, plan: id } }),
    );
  }

  resume(actor: Actor, runId: string): Promise<Run> {
    return this.audit.attempt(
      { actor, what: 'run.resume', subject: { run: runId } },
      () => this.runs.resume(runId, actor.who),
      ({ job }) => ({ subject: { job } }),
    );
  }

  private async checkValid(job: string, settings?: Settings): Promise<CheckReport> {
    if (settings) await this.assertValid(job, settings);
    return this.jobs.check(job, settings);
  }

  private async assertValid(job: string, settings: Settings): Promise<void> {
    const errors = await this.jobs.validateSettings(job, settings);
    if (errors.length > 0) throw HostError.settingsRefused(errors);
  }

  private async recordSchedule(actor: Actor, job: string, before: JobSettings, after: JobSettings): Promise<void> {
    const [was, is] = [scheduleOf(before.settings), scheduleOf(after.settings)];
    if (changedFields(was, is).length === 0) return;
    const subject = { job, ...is, previous: textOf(was['expression']), wasEnabled: was['enabled'] === true };
    await this.audit.record({ actor, what: 'schedule.save', subject });
  }
}

/** Settings whose values are never shown. */
const SECRETS = ['dataPool.bindPassword', 'dataPool.tls.clientKey'];

/** An e-mail or principal name is left out; once the person is found, the DN is recorded. */
function withoutAddress(only: string): string | true {
  return only.includes('@') && !only.includes('=') ? true : only;
}

function savedSubject(part: Settings, before: JobSettings | undefined, saved: JobSettings): AuditSubject {
  const changed = changedFields(before?.settings, saved.settings);
  const fields = new Set(changed.map((field) => SECRETS.find((secret) => field === `${secret}Set`) ?? field));
  for (const secret of SECRETS) if (isSet(part, secret)) fields.add(secret);
  return { fields: [...fields].toSorted(), oldVersion: saved.version - 1, version: saved.version };
}

/** The value is a secret, so that the comparison does not show whether it changed. */
function isSet(part: Settings, secret: string): boolean {
  const [name = '', ...groups] = secret.split('.').toReversed();
  const value = groups.toReversed().reduce(groupOf, part)[name];
  return typeof value === 'string' && value !== '';
}

function scheduleOf(settings: Settings): AuditSubject {
  const { enabled, expression, timeZone } = groupOf(settings, 'schedule');
  return { enabled: enabled === true, expression: textOf(expression), timeZone: textOf(timeZone) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function groupOf(settings: Settings, name: string): Settings {
  const group = settings[name];
  return typeof group === 'object' && group !== null ? (group as Settings) : {};
}
