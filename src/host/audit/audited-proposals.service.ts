import { Injectable } from '@nestjs/common';

import {
  BatchSyncJobs,
  BatchSyncProposals,
  DataPools,
  type DirectoryProposal,
  type DomainControllerList,
  type DomainControllersRequest,
  type PresentedChain,
  type ProposalRequest,
  type TreeLevel,
  type TreeRequest,
} from '../../index.js';
import { HostError } from '../errors/host-error.js';
import { AuditLog } from './audit-log.service.js';
import type { Actor } from './audit-record.js';
import { connectionTarget } from './connection-target.js';

type Settings = Readonly<Record<string, unknown>>;

/** What people ask directories while they set up a data pool, and the events of it. */
@Injectable()
export class AuditedProposals {
  constructor(
    private readonly proposals: BatchSyncProposals,
    readonly jobs: BatchSyncJobs,
    readonly pools: DataPools,
    private readonly audit: AuditLog,
  ) {}

  propose(actor: Actor, job: string, request: ProposalRequest): Promise<DirectoryProposal> {
    return this.connect(actor, job, 'proposal', request.settings, () => this.proposals.propose(job, request));
  }

  tree(actor: Actor, job: string, request: TreeRequest): Promise<TreeLevel> {
    return this.connect(actor, job, 'tree', request.settings, () => this.proposals.tree(job, request));
  }

  certificates(actor: Actor, job: string, settings?: Settings): Promise<PresentedChain> {
    return this.connect(actor, job, 'certificates', settings, () => this.proposals.certificates(job, settings));
  }

  domainControllers(actor: Actor, job: string, request: DomainControllersRequest): Promise<DomainControllerList> {
    const ask = () => this.proposals.domainControllers(job, request);
    return this.connect(actor, job, 'domain-controllers', request.settings, ask);
  }

  /** Throws `SETTINGS_REFUSED` with the errors of unsaved settings that are not valid. */
  private async connect<T>(
    actor: Actor,
    job: string,
    result: string,
    settings: Settings | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const subject = { job, target: await connectionTarget(this, job, settings), result };
    return this.audit.attempt({ actor, what: 'connection.check', subject }, async () => {
      const errors = settings ? await this.jobs.validateSettings(job, settings) : [];
      if (errors.length > 0) throw HostError.settingsRefused(errors);
      return work();
    });
  }
}
