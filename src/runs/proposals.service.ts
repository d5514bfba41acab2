import { Injectable } from '@nestjs/common';

import {
  BatchSyncProposals,
  type DirectoryProposal,
  type PresentedChain,
  type ProposalRequest,
} from '../contract/proposals.js';
import type { CertificateDescription } from '../contract/certificates.js';
import type { DomainControllerList, DomainControllersRequest } from '../contract/domain-controllers.js';
import type { TreeLevel, TreeRequest } from '../contract/directory-tree.js';
import { UsersTable } from '../contract/users-table.js';
import { DomainControllers } from '../engine/ports/domain-controllers.js';
import { DirectoryProposals } from '../engine/ports/directory-proposals.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { describeCertificates } from '../settings/rules/certificates.js';
import { isJsonObject, type JsonObject } from '../settings/json-object.js';

/** What directories propose, for hosts. */
@Injectable()
export class ProposalsService extends BatchSyncProposals {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly directory: DirectoryProposals,
    private readonly users: UsersTable,
    private readonly controllers: DomainControllers,
  ) {
    super();
  }

  async propose(job: string, { settings = {}, bases, filter }: ProposalRequest): Promise<DirectoryProposal> {
    const source = await this.runnable(job, filter === undefined ? settings : withFilter(settings, filter));
    const { fields } = this.users.limits();
    return this.directory.propose(source, { bases, filter, fields });
  }

  async tree(job: string, { settings = {}, dn }: TreeRequest): Promise<TreeLevel> {
    return this.directory.tree(await this.runnable(job, settings), dn);
  }

  async certificates(job: string, settings: JsonObject = {}): Promise<PresentedChain> {
    return this.directory.certificates(await this.runnable(job, settings));
  }

  /** Servers are what is looked for, so there need not be any yet. */
  async domainControllers(job: string, request: DomainControllersRequest): Promise<DomainControllerList> {
    const current = await this.settings.withUnsaved(await this.catalog.job(job), request.settings ?? {});
    if (current.errors.length > 0) assertRunnable(current);
    return this.controllers.list(current.settings, request.domain);
  }

  describeCertificates(pem: string): readonly CertificateDescription[] {
    return describeCertificates(pem);
  }

  private async runnable(job: string, settings: JsonObject) {
    return assertRunnable(await this.settings.withUnsaved(await this.catalog.job(job), settings));
  }
}

/** So that a filter is checked as one that is saved. */
function withFilter(settings: JsonObject, filter: string): JsonObject {
  const search = isJsonObject(settings['search']) ? settings['search'] : {};
  return { ...settings, search: { ...search, filter } };
}
