import { Injectable } from '@nestjs/common';

import {
  BatchSyncJobs,
  type CheckReport,
  type CreateOutcome,
  DataPools,
  type DataPoolWithSettings,
  type DirectoryProposal,
  type DomainControllerList,
  type DomainControllersRequest,
  type NewDataPool,
  type NewJob,
  type PoolQuestion,
  type PoolTreeRequest,
  type PresentedChain,
  type SavePoolOutcome,
  type SavePoolRequest,
  type TreeLevel,
} from '../../index.js';
import { HostError } from '../errors/host-error.js';
import { AuditLog } from './audit-log.service.js';
import type { AuditCode } from './audit-codes.js';
import type { Actor, AuditRecord, AuditSubject } from './audit-record.js';
import { changedFields } from './changed-fields.js';
import { serversOf } from './connection-target.js';

type Settings = Readonly<Record<string, unknown>>;

/** What is asked of the directory of a data pool. */
interface Asked extends PoolQuestion {
  readonly actor: Actor;
  readonly name: string;
  readonly result?: string;
}

/** What people do with data pools and further jobs, and the events of it. */
@Injectable()
export class AuditedDataPools {
  constructor(
    private readonly jobs: BatchSyncJobs,
    private readonly pools: DataPools,
    private readonly audit: AuditLog,
  ) {}

  createJob(actor: Actor, job: Omit<NewJob, 'changedBy'>): Promise<CreateOutcome> {
    const { name, dataPool, settings = {} } = job;
    const sections = Object.keys(settings).toSorted();
    const subject = { job: name, dataPool, ...(sections.length > 0 && { fields: sections }) };
    return this.naming(actor, 'job.create', subject, () => this.jobs.create({ ...job, changedBy: actor.who }));
  }

  describeJob(actor: Actor, job: string, description: string): Promise<CreateOutcome> {
    return this.naming(actor, 'job.describe', { job }, () => this.jobs.describe(job, description, actor.who));
  }

  deleteJob(actor: Actor, job: string): Promise<void> {
    const event = { actor, what: 'job.delete', subject: { job } } as const;
    return this.audit.attempt(event, () => this.jobs.delete(job), done);
  }

  create(actor: Actor, pool: Omit<NewDataPool, 'changedBy'>): Promise<CreateOutcome> {
    const subject = { dataPool: pool.name };
    return this.naming(actor, 'data-pool.create', subject, () => this.pools.create({ ...pool, changedBy: actor.who }));
  }

  async save(actor: Actor, name: string, request: Omit<SavePoolRequest, 'changedBy'>): Promise<SavePoolOutcome> {
    let before: DataPoolWithSettings | undefined;
    return this.audit.attempt(
      { actor, what: 'data-pool.save', subject: { dataPool: name } },
      async () => {
        before = await this.pools.get(name);
        return this.pools.save(name, { ...request, changedBy: actor.who });
      },
      (result) => ({
        outcome: result.ok ? 'done' : 'refused',
        subject: result.ok
          ? savedSubject(request.settings, before, result.saved)
          : { fields: result.errors.map(({ field }) => field) },
      }),
    );
  }

  delete(actor: Actor, name: string): Promise<void> {
    const event = { actor, what: 'data-pool.delete', subject: { dataPool: name } } as const;
    return this.audit.attempt(event, () => this.pools.delete(name), done);
  }

  check(actor: Actor, name: string, settings?: Settings): Promise<CheckReport> {
    return this.connect(
      { actor, name, settings },
      () => this.pools.check(name, settings),
      ({ outcome: result, steps }) => ({
        outcome: result === 'not-connected' ? 'failed' : 'done',
        subject: { result, code: steps.findLast(({ outcome }) => outcome !== 'skipped')?.code ?? '' },
      }),
    );
  }

  propose(actor: Actor, name: string, question: PoolQuestion): Promise<DirectoryProposal> {
    const ask = () => this.pools.propose(name, question);
    return this.connect({ actor, name, ...question, result: 'proposal' }, ask, done);
  }

  tree(actor: Actor, name: string, request: PoolTreeRequest): Promise<TreeLevel> {
    return this.connect({ actor, name, ...request, result: 'tree' }, () => this.pools.tree(name, request), done);
  }

  domainControllers(actor: Actor, name: string, request: DomainControllersRequest): Promise<DomainControllerList> {
    const ask = () => this.pools.domainControllers(name, request);
    return this.connect({ actor, name, settings: request.settings, result: 'domain-controllers' }, ask, done);
  }

  certificates(actor: Actor, name: string, settings?: Settings): Promise<PresentedChain> {
    const ask = () => this.pools.certificates(name, settings);
    return this.connect({ actor, name, settings, result: 'certificates' }, ask, done);
  }

  /** Throws `SETTINGS_REFUSED` with the errors of unsaved settings that are not valid. */
  private async connect<T>(
    { actor, name, settings, search, result }: Asked,
    work: () => Promise<T>,
    complete: (result: T) => Pick<AuditRecord, 'outcome' | 'subject'>,
  ): Promise<T> {
    const given = serversOf(settings ?? {});
    const target = given.length > 0 ? given : serversOf((await this.pools.get(name)).settings);
    const subject = { dataPool: name, target, ...(result !== undefined && { result }) };
    return this.audit.attempt(
      { actor, what: 'connection.check', subject },
      async () => {
        const errors = (settings ?? search) ? await this.pools.validate(name, { settings, search }) : [];
        if (errors.length > 0) throw HostError.settingsRefused(errors);
        return work();
      },
      complete,
    );
  }

  private naming(
    actor: Actor,
    what: AuditCode,
    subject: AuditSubject,
    work: () => Promise<CreateOutcome>,
  ): Promise<CreateOutcome> {
    return this.audit.attempt({ actor, what, subject }, work, (result) =>
      result.ok ? {} : { outcome: 'refused', subject: { fields: result.errors.map(({ field }) => field) } },
    );
  }
}

function done() {
  return {};
}

function savedSubject(part: Settings, before: DataPoolWithSettings | undefined, saved: DataPoolWithSettings) {
  const fields = new Set(
    changedFields(before?.settings, saved.settings).filter((field) => field !== 'bindPasswordSet'),
  );
  // The value is a secret, so that the comparison does not show whether it changed.
  const { bindPassword } = part;
  if (typeof bindPassword === 'string' && bindPassword !== '') fields.add('bindPassword');
  return { fields: [...fields].toSorted(), oldVersion: before?.version ?? 0, version: saved.version };
}
